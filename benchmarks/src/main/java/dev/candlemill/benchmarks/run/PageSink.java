package dev.candlemill.benchmarks.run;

import dev.candlemill.candle.CandlePage;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Discards candle pages after adding them to the run's checksum. */
public final class PageSink implements Sink<CandlePage> {

    private static final long serialVersionUID = 1L;

    private final String probeId;

    public PageSink(String probeId) {
        this.probeId = probeId;
    }

    @Override
    public SinkWriter<CandlePage> createWriter(WriterInitContext context) {
        return new Writer(probeId);
    }

    private static final class Writer implements SinkWriter<CandlePage> {
        private final String probeId;
        private long rows;
        private long sum;
        private long valueSum;
        private long lastNanos = Long.MIN_VALUE;

        private Writer(String probeId) {
            this.probeId = probeId;
        }

        @Override
        public void write(CandlePage page, Context context) {
            sum += RowSum.of(page);
            valueSum += RowSum.ofValues(page);
            rows += page.size();
            lastNanos = System.nanoTime();
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {
            Probe.of(probeId).rows(rows, sum, lastNanos);
            Probe.of(probeId).values(valueSum);
        }
    }
}
