package dev.candlemill.jobs.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.candle.Bars;
import org.junit.jupiter.api.Test;

class FoldMetricsTest {

    private static final long OPEN = Bars.at("2025-07-01T14:30:00Z");

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final FoldMetrics counts = new FoldMetrics(metrics);

    @Test
    void countsWhatBecameOfBars() {
        int[] rejected = new int[RejectReason.values().length];
        rejected[RejectReason.FUTURE.ordinal()] = 3;
        counts.page(page(OPEN + 600_000, OPEN + 660_000).validated(bars(2), rejected), "XNYS");
        counts.counted(4, 2, 1);
        counts.late();

        assertThat(metrics.count("bars_in")).isEqualTo(5);
        assertThat(metrics.count("bars_accepted")).isEqualTo(4);
        assertThat(metrics.count("bars_duplicate")).isEqualTo(2);
        assertThat(metrics.count("bars_corrected")).isEqualTo(1);
        assertThat(metrics.count("bars_late")).isEqualTo(1);
        assertThat(metrics.count("bars_rejected{reason=future}")).isEqualTo(3);
        assertThat(metrics.count("bars_rejected{reason=off_grid}")).isZero();
    }

    @Test
    void tellsHowFarAVenueIsBehindTheMarket() {
        counts.page(page(OPEN + 600_000, OPEN + 660_000), "XNYS");
        counts.page(page(OPEN, OPEN + 5_000), "CRYPTO");

        assertThat(metrics.gauge("progress_lag_ms{venue=XNYS}")).isEqualTo(60_000L);
        assertThat(metrics.gauge("progress_lag_ms{venue=CRYPTO}")).isEqualTo(5_000L);
    }

    static BarPage page(long coveredUntil, long clock) {
        return BarPage.of("XNYS:A", bars(2), coveredUntil, clock, "test");
    }

    private static BarColumns bars(int count) {
        BarColumns bars = new BarColumns(count);
        for (int i = 0; i < count; i++) {
            bars.add(new Bar(OPEN + i * 300_000L, 1, 2, 1, 2, 10), BarSize.M5);
        }
        return bars;
    }
}
