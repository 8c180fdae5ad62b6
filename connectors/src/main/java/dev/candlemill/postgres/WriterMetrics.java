package dev.candlemill.postgres;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/** Counters of one writer, changed by its write thread only. */
final class WriterMetrics {

    private final Counter rows;
    private final Counter retries;
    private final Counter poison;
    private final Counter flushes;
    private final Counter flushMillis;

    private WriterMetrics(
            Counter rows, Counter retries, Counter poison, Counter flushes, Counter flushMillis) {
        this.rows = rows;
        this.retries = retries;
        this.poison = poison;
        this.flushes = flushes;
        this.flushMillis = flushMillis;
    }

    static WriterMetrics of(SinkWriterMetricGroup group) {
        return new WriterMetrics(
                group.getNumRecordsSendCounter(),
                group.counter("sink_retries"),
                group.counter("sink_poison_rows"),
                group.counter("sink_flushes"),
                group.counter("sink_flush_millis"));
    }

    /** For use outside a task. */
    static WriterMetrics unreported() {
        return new WriterMetrics(
                new SimpleCounter(),
                new SimpleCounter(),
                new SimpleCounter(),
                new SimpleCounter(),
                new SimpleCounter());
    }

    void countFlush(long sentRows, long nanos) {
        rows.inc(sentRows);
        flushes.inc();
        flushMillis.inc(nanos / 1_000_000);
    }

    void countRetry() {
        retries.inc();
    }

    void countPoison() {
        poison.inc();
    }

    long retries() {
        return retries.getCount();
    }

    long poison() {
        return poison.getCount();
    }
}
