package dev.candlemill.benchmarks.ta4j;

import dev.candlemill.benchmarks.run.Probe;
import dev.candlemill.benchmarks.run.RowSum;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes final candles as the fold gives them, computes the catalogue by ta4j for each of them, and
 * discards both. Its series live on the heap of the writer, outside any state: a checkpoint does
 * not have them, and a restart begins with empty ones.
 */
public final class Ta4jSink implements Sink<CandlePage> {

    private static final long serialVersionUID = 1L;

    private final String probeId;

    public Ta4jSink(String probeId) {
        this.probeId = probeId;
    }

    @Override
    public SinkWriter<CandlePage> createWriter(WriterInitContext context) {
        return new Writer(probeId);
    }

    private static final class Writer implements SinkWriter<CandlePage> {
        private final String probeId;
        private final Map<String, @Nullable Ta4jSeries[]> seriesOfSymbols = new HashMap<>();
        private long rows;
        private long sum;
        private long valueSum;
        private long lastNanos = Long.MIN_VALUE;

        private Writer(String probeId) {
            this.probeId = probeId;
        }

        @Override
        public void write(CandlePage page, Context context) {
            @Nullable Ta4jSeries[] all =
                    seriesOfSymbols.computeIfAbsent(
                            page.symbol(), symbol -> new Ta4jSeries[Timeframe.count()]);
            for (int i = 0; i < page.size(); i++) {
                int timeframe = page.timeframe(i).ordinal();
                Ta4jSeries series = all[timeframe];
                if (series == null) {
                    series = new Ta4jSeries();
                    all[timeframe] = series;
                }
                valueSum += series.add(page, i);
            }
            sum += RowSum.of(page);
            rows += page.size();
            lastNanos = System.nanoTime();
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {
            Probe probe = Probe.of(probeId);
            probe.rows(rows, sum, lastNanos);
            probe.values(valueSum);
        }
    }
}
