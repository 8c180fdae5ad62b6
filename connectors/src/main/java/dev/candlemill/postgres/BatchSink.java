package dev.candlemill.postgres;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes elements that come seldom, in one transaction per batch. */
final class BatchSink<T> implements Sink<T> {

    private static final long serialVersionUID = 1;

    private final PostgresSinkOptions options;
    private final String name;
    private final int batchSize;
    private final RowTable<T> table;

    BatchSink(PostgresSinkOptions options, String name, int batchSize, RowTable<T> table) {
        this.options = options;
        this.name = name;
        this.batchSize = batchSize;
        this.table = table;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        BatchWriter<T> writer = writer(WriterMetrics.of(context.metricGroup()));
        HandingOn.start(context.getProcessingTimeService(), options.limits(), writer);
        return writer;
    }

    BatchWriter<T> writer(WriterMetrics metrics) {
        return new BatchWriter<>(
                options.transactions(metrics, ""), metrics, name, batchSize, table);
    }
}
