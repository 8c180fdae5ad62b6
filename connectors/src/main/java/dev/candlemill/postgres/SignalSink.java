package dev.candlemill.postgres;

import dev.candlemill.signal.Signal;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * Signals into {@code strategy_signals} by flink-connector-jdbc, at least once and idempotent.
 * Everything received before a checkpoint is committed when the checkpoint is.
 *
 * <p>Around the connector's sink, for what that lacks: batches with one row per key, each of which
 * is a record to it and one statement, errors that name the SQLSTATE and a stale lease, and no
 * committer of its own, which only transactions need.
 */
final class SignalSink implements Sink<Signal> {

    private static final long serialVersionUID = 1;

    private final PostgresSinkOptions options;

    SignalSink(PostgresSinkOptions options) {
        this.options = options;
    }

    @Override
    public SinkWriter<Signal> createWriter(WriterInitContext context) throws IOException {
        SignalConnections connections = new SignalConnections(options.settings());
        JdbcSink<List<Signal>> connector =
                JdbcSink.<List<Signal>>builder()
                        .withQueryStatement(new SignalTable(options.lease(), options.job()))
                        .withExecutionOptions(
                                JdbcExecutionOptions.builder()
                                        .withBatchSize(1)
                                        .withBatchIntervalMs(0)
                                        .withMaxRetries(3)
                                        .build())
                        .buildAtLeastOnce(connections);
        try {
            WriterMetrics metrics = WriterMetrics.of(context.metricGroup());
            SignalWriter writer =
                    new SignalWriter(
                            connector.createWriter(context),
                            connections,
                            new SignalRejects(options),
                            metrics);
            connections.countRetries(metrics);
            HandingOn.start(context.getProcessingTimeService(), options.limits(), writer);
            return writer;
        } catch (IOException e) {
            throw SignalWriter.named(e);
        }
    }
}
