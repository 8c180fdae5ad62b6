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
        private long lastNanos = Long.MIN_VALUE;

        private Writer(String probeId) {
            this.probeId = probeId;
        }

        @Override
        public void write(CandlePage page, Context context) {
            long symbol = page.symbol().hashCode();
            for (int i = 0; i < page.size(); i++) {
                sum +=
                        RowSum.of(
                                symbol,
                                page.timeframe(i).ordinal(),
                                page.openTime(i),
                                page.open(i),
                                page.high(i),
                                page.low(i),
                                page.close(i),
                                page.volume(i),
                                RowSum.counts(page.barCount(i), page.inputCount(i)));
            }
            rows += page.size();
            lastNanos = System.nanoTime();
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {
            Probe.of(probeId).rows(rows, sum, lastNanos);
        }
    }
}
