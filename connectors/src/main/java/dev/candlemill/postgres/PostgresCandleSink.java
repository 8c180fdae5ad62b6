package dev.candlemill.postgres;

import dev.candlemill.candle.CandlePage;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes candle pages to {@code candles}, at least once and idempotent: a row is replaced only by a
 * higher revision. Everything received before a checkpoint is committed when the checkpoint is.
 */
public final class PostgresCandleSink implements Sink<CandlePage> {

    private static final long serialVersionUID = 1;

    private final PostgresSinkOptions options;

    public PostgresCandleSink(PostgresSinkOptions options) {
        this.options = options;
    }

    @Override
    public SinkWriter<CandlePage> createWriter(WriterInitContext context) {
        CandleWriter writer = new CandleWriter(options, WriterMetrics.of(context.metricGroup()));
        boolean mayReplay =
                context.getRestoredCheckpointId().isPresent()
                        || context.getTaskInfo().getAttemptNumber() > 0;
        if (mayReplay) {
            writer.expectReplays();
        }
        HandingOn.start(context.getProcessingTimeService(), options.limits(), writer);
        return writer;
    }
}
