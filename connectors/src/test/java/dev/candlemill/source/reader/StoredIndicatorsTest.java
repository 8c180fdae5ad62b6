package dev.candlemill.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import dev.candlemill.candle.Bars;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.FoldRun;
import dev.candlemill.candle.Market;
import dev.candlemill.setup.TradingSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Indicators depend on all history: a run over a later range continues what is stored. */
final class StoredIndicatorsTest {

    private static final VenueCalendar XNYS =
            Venues.shipped().calendar("XNYS", Alignment.SESSION, Hours.REGULAR);
    private static final TradingSetup SETUP =
            new TradingSetup(
                    "swings",
                    FoldRun.SYMBOL,
                    List.of(Timeframe.H1, Timeframe.D1),
                    List.of(),
                    List.of("rsi(14,30,70)", "sma_cross(5,10)"),
                    TradingSetup.Status.ACTIVE);

    private static List<Bar> year;
    private static FoldRun loaded;

    @BeforeAll
    static void loadAYear() throws Exception {
        year = Bars.of(XNYS, BarSize.M5, "2024-01-02", "2025-01-01", 5);
        loaded = run(year, fresh());
        assertThat(loaded.signals()).hasSizeGreaterThan(20);
    }

    @Test
    void aMonthOnceMoreWritesNothingFromAnOlderSnapshot() throws Exception {
        FoldRun before = next(loaded);
        before.snapshots().removeIf(s -> s.at() > at("2024-05-02"));

        FoldRun again = run(between(year, "2024-10-01", "2024-11-01"), before);

        assertThat(again.emitted()).isEmpty();
        assertThat(again.signals()).isEmpty();
    }

    @Test
    void aMonthOnceMoreWritesNothingWithoutAnySnapshot() throws Exception {
        FoldRun before = next(loaded);
        before.snapshots().clear();

        FoldRun again = run(between(year, "2024-10-01", "2024-11-01"), before);

        assertThat(again.emitted()).isEmpty();
        assertThat(again.signals()).isEmpty();
    }

    @Test
    void aCorrectionChangesTheCandlesThatHoldItAndIndicatorsFromThereOn() throws Exception {
        FoldRun before = next(loaded);
        before.snapshots().removeIf(s -> s.at() > at("2024-05-02"));
        List<Bar> month = between(year, "2024-10-01", "2024-11-01");
        int at = month.size() / 2;
        Bar changed = Market.changed(month.get(at), new SplittableRandom(1));
        month.set(at, changed);

        FoldRun again = run(month, before);

        long time = changed.openTime();
        assertThat(again.emitted())
                .allSatisfy(candle -> assertThat(candle.closeTime()).isGreaterThan(time))
                .allSatisfy(candle -> assertThat(candle.openTime()).isLessThan(at("2024-11-05")));
        assertThat(again.emitted().stream().filter(c -> c.revision() > 1))
                .hasSize(15)
                .allSatisfy(candle -> assertThat(candle.openTime()).isLessThanOrEqualTo(time));
    }

    @Test
    void laterCandlesFollowOlderHistory() throws Exception {
        List<Bar> late = between(year, "2024-07-01", "2025-01-01");
        List<Bar> early = between(year, "2024-01-02", "2024-07-01");
        FoldRun first = run(late, fresh());
        FoldRun second = run(early, next(first));
        second.snapshots().removeIf(s -> s.at() >= at("2024-07-02"));
        assertThat(second.canonicalValues()).isNotEqualTo(loaded.canonicalValues());

        FoldRun recomputed = recompute("2024-07-01", "2025-01-01", next(second));

        assertThat(recomputed.canonical()).isEqualTo(loaded.canonical());
        assertThat(recomputed.canonicalValues()).isEqualTo(loaded.canonicalValues());
        assertThat(recomputed.standingSignals()).isEqualTo(loaded.standingSignals());
        FoldRun again = recompute("2024-07-01", "2025-01-01", next(recomputed));
        assertThat(again.emitted()).isEmpty();
        assertThat(again.signals()).isEmpty();
    }

    private static FoldRun fresh() {
        return new FoldRun(XNYS, FoldOptions.DEFAULT).setups(SETUP);
    }

    private static FoldRun next(FoldRun run) {
        return run.next(FoldOptions.DEFAULT).setups(SETUP);
    }

    private static FoldRun run(List<Bar> bars, FoldRun into) throws Exception {
        Market market = new Market(XNYS, BarSize.M5, bars);
        return new StoredRun(market, new SplittableRandom(7)).into(into);
    }

    private static FoldRun recompute(String from, String to, FoldRun into) throws Exception {
        Market market = new Market(XNYS, BarSize.M5, year);
        return new StoredRun(market, new SplittableRandom(7)).ofStored(at(from), at(to), into);
    }

    private static List<Bar> between(List<Bar> bars, String from, String to) {
        return new ArrayList<>(
                bars.stream()
                        .filter(b -> b.openTime() >= at(from) && b.openTime() < at(to))
                        .toList());
    }

    private static long at(String date) {
        return Bars.at(date + "T00:00:00Z");
    }
}
