package dev.candlemill.benchmarks.run;

import dev.candlemill.candle.Candle;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Discards single candles after adding them to the run's checksum. */
public final class RowSink implements Sink<Candle> {

    private static final long serialVersionUID = 1L;

    private final String probeId;

    public RowSink(String probeId) {
        this.probeId = probeId;
    }

    @Override
    public SinkWriter<Candle> createWriter(WriterInitContext context) {
        return new Writer(probeId);
    }

    private static final class Writer implements SinkWriter<Candle> {
        private final String probeId;
        private long rows;
        private long sum;
        private long lastNanos = Long.MIN_VALUE;

        private Writer(String probeId) {
            this.probeId = probeId;
        }

        @Override
        public void write(Candle candle, Context context) {
            sum +=
                    RowSum.of(
                            candle.symbol().hashCode(),
                            candle.timeframe().ordinal(),
                            candle.openTime(),
                            candle.open(),
                            candle.high(),
                            candle.low(),
                            candle.close(),
                            candle.volume(),
                            RowSum.counts(candle.barCount(), candle.inputCount()));
            rows++;
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
