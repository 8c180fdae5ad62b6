package dev.candlemill.jobs.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Following;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.Bars;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FoldMetricsTest {

    private static final long OPEN = Bars.at("2025-07-01T14:30:00Z");

    private static final CalendarSettings CALENDARS =
            CalendarSettings.of("XNYS", Alignment.SESSION, Hours.REGULAR);

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final AtomicLong now = new AtomicLong(OPEN);
    private final FoldMetrics counts = new FoldMetrics(metrics, now::get);

    @Test
    void countsWhatBecameOfBars() {
        int[] rejected = new int[RejectReason.values().length];
        rejected[RejectReason.FUTURE.ordinal()] = 3;
        counts.page(page("XNYS:A", OPEN).validated(bars(2), rejected), calendar("XNYS:A"));
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
    void aVenueThatNothingComesOfFallsBehindByItself() {
        covered("XNYS:A", "2025-07-01T14:40:00Z");
        covered("CRYPTO:B", "2025-07-01T14:41:00Z");

        now.set(Bars.at("2025-07-01T14:41:00Z"));
        assertThat(lag("XNYS")).isEqualTo(60_000);
        assertThat(lag("CRYPTO")).isZero();

        now.set(Bars.at("2025-07-01T15:40:00Z"));
        assertThat(lag("XNYS")).isEqualTo(3_600_000);
        assertThat(lag("CRYPTO")).isEqualTo(59 * 60_000);
    }

    @Test
    void aVenueIsAsFarAsTheSymbolThatIsFurthestBehind() {
        covered("XNYS:A", "2025-07-01T14:40:00Z");
        covered("XNYS:B", "2025-07-01T14:45:00Z");
        now.set(Bars.at("2025-07-01T14:45:00Z"));
        assertThat(lag("XNYS")).isEqualTo(300_000);

        covered("XNYS:A", "2025-07-01T14:44:00Z");
        covered("XNYS:A", "2025-07-01T14:00:00Z");
        assertThat(lag("XNYS")).as("what comes again takes nothing back").isEqualTo(60_000);
    }

    @Test
    void aClosedVenueThatHasBeenAskedForAllItsBarsIsNotBehind() {
        covered("XNYS:A", "2025-07-03T17:00:00Z"); // the early close before a long weekend
        now.set(Bars.at("2025-07-07T13:30:00Z"));
        assertThat(lag("XNYS")).isZero();

        now.set(Bars.at("2025-07-07T13:31:00Z"));
        assertThat(lag("XNYS")).isEqualTo(60_000);
    }

    @Test
    void aSessionThatIsNotCompleteStaysBehindOverTheWeekend() {
        covered("XNYS:A", "2025-07-03T16:59:00Z");
        now.set(Bars.at("2025-07-04T16:59:00Z"));

        assertThat(lag("XNYS")).isEqualTo(86_400_000);
    }

    @Test
    void aProviderThatHasNeverAnsweredIsBehindSinceTheSymbolIsFollowed() {
        follow("XNYS:A", true, "2025-07-01T14:30:00Z");
        now.set(Bars.at("2025-07-01T14:35:00Z"));

        assertThat(lag("XNYS")).isEqualTo(300_000);
    }

    @Test
    void aSymbolThatIsNotFollowedHoldsNobodyBack() {
        covered("XNYS:A", "2025-07-01T14:30:00Z");
        covered("XNYS:B", "2025-07-01T14:44:00Z");
        follow("XNYS:A", false, "2025-07-01T14:30:00Z");
        now.set(Bars.at("2025-07-01T14:45:00Z"));
        assertThat(lag("XNYS")).isEqualTo(60_000);

        follow("XNYS:B", false, "2025-07-01T14:44:00Z");
        assertThat(lag("XNYS")).as("of nobody").isZero();
    }

    @Test
    void aRunThatFollowsNoMarketIsNeverBehindIt() {
        RecordedMetrics bounded = new RecordedMetrics();
        new FoldMetrics(bounded, null).page(page("XNYS:A", OPEN), calendar("XNYS:A"));

        assertThat(bounded.prometheusNames("")).doesNotContain("venue_progress_lag_ms");
    }

    private void covered(String symbol, String until) {
        counts.page(page(symbol, Bars.at(until)), calendar(symbol));
    }

    private void follow(String symbol, boolean isFollowed, String since) {
        counts.following(new Following(symbol, isFollowed, Bars.at(since)), calendar(symbol));
    }

    private long lag(String venue) {
        return (long) metrics.gauge("progress_lag_ms{venue=" + venue + "}");
    }

    static BarPage page(String symbol, long coveredUntil) {
        return BarPage.of(symbol, bars(2), coveredUntil, coveredUntil, "test");
    }

    static VenueCalendar calendar(String symbol) {
        return CALENDARS.calendarOf(symbol);
    }

    private static BarColumns bars(int count) {
        BarColumns bars = new BarColumns(count);
        for (int i = 0; i < count; i++) {
            bars.add(new Bar(OPEN + i * 300_000L, 1, 2, 1, 2, 10), BarSize.M5);
        }
        return bars;
    }
}
