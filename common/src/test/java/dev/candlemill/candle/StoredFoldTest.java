package dev.candlemill.candle;

import static dev.candlemill.candle.Bars.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that begin with what earlier runs stored. */
class StoredFoldTest {

    private static final VenueCalendar XNYS =
            Venues.shipped().calendar("XNYS", Alignment.SESSION, Hours.REGULAR);
    private static final VenueCalendar CRYPTO =
            Venues.shipped().calendar("CRYPTO", Alignment.SESSION, Hours.REGULAR);
    private static final long MINUTE = 60_000;

    private static final long NOW = at("2026-01-01T00:00:00Z");

    @Test
    void emitsNothingWhenEverythingIsStored() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-06-02", "2025-07-15", 3);
        FoldRun first = xnys().pages(BarSize.M5, 288, bars).end(NOW);

        FoldRun second =
                first.next(FoldOptions.DEFAULT.candlesOnly())
                        .baseline(
                                at("2025-06-01T00:00:00Z"),
                                at("2025-08-02T00:00:00Z"),
                                true,
                                new byte[0])
                        .pages(BarSize.M5, 50, bars)
                        .end(NOW);

        assertThat(second.emitted()).isEmpty();
        assertThat(second.counts().duplicate).isEqualTo(bars.size());
        assertThat(second.canonical()).isEqualTo(first.canonical());
    }

    @Test
    void givesACorrectedFileRevisionTwoOfExactlyTheTouchedCandles() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-07-01", "2025-07-31", 3);
        FoldRun first = xnys().pages(BarSize.M5, 288, bars).end(NOW);
        List<Bar> corrected = new ArrayList<>(bars);
        Bar old = corrected.get(500);
        Bar changed =
                new Bar(
                        old.openTime(),
                        old.open(),
                        old.high() + 1,
                        old.low(),
                        old.close(),
                        old.volume());
        corrected.set(500, changed);

        FoldRun second =
                first.next(FoldOptions.DEFAULT.candlesOnly())
                        .baseline(
                                at("2025-06-02T00:00:00Z"),
                                at("2025-08-02T00:00:00Z"),
                                true,
                                new byte[0])
                        .pages(BarSize.M5, 288, corrected)
                        .end(NOW);

        assertThat(second.emitted())
                .allMatch(c -> c.revision() == 2)
                .allMatch(c -> c.openTime() <= old.openTime() && old.openTime() < c.closeTime());
        assertThat(second.emitted(Timeframe.M5)).hasSize(1);
        FoldRun clean = xnys().pages(BarSize.M5, 288, corrected).end(NOW);
        assertThat(second.canonical()).isEqualTo(clean.canonical());
    }

    @Test
    void aSourceThatCorrectsItselfWhileItIsReadDoesSoAgainAndEndsInTheSame() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-07-01", "2025-07-02", 3);
        Bar first = bars.get(0);
        bars.add(100, Bars.flat(first.openTime(), first.close() + 1));
        FoldRun once = xnys().pages(BarSize.M5, 50, bars).end(NOW);

        FoldRun twice =
                once.next(FoldOptions.DEFAULT.candlesOnly())
                        .baseline(
                                at("2025-06-02T00:00:00Z"),
                                at("2025-08-02T00:00:00Z"),
                                true,
                                new byte[0])
                        .pages(BarSize.M5, 50, bars)
                        .end(NOW);

        assertThat(once.emitted(Timeframe.M5)).extracting(Candle::revision).contains(1, 2);
        assertThat(twice.emitted(Timeframe.M5))
                .allMatch(candle -> candle.openTime() == first.openTime())
                .extracting(Candle::revision)
                .containsExactly(3, 4);
        assertThat(twice.canonical()).isEqualTo(once.canonical());
    }

    @Test
    void givesTheWholeMonthAfterItsSecondHalf() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-07-01", "2025-07-31", 3);
        FoldRun whole = xnys().pages(BarSize.M5, 288, bars).end(NOW);
        FoldRun half = xnys().pages(BarSize.M5, 288, bars.subList(800, bars.size())).end(NOW);

        FoldRun then =
                half.next(FoldOptions.DEFAULT.candlesOnly())
                        .baseline(
                                at("2025-06-02T00:00:00Z"),
                                at("2025-08-02T00:00:00Z"),
                                true,
                                new byte[0])
                        .pages(BarSize.M5, 288, bars)
                        .end(NOW);

        assertThat(then.canonical()).isEqualTo(whole.canonical());
    }

    @Test
    void neverShrinksADayWeekOrMonthByARepair() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-06-02", "2025-12-31", 3);
        FoldRun first = xnys().pages(BarSize.M5, 288, bars).end(NOW);
        long from = at("2025-07-08T13:30:00Z");
        long to = at("2025-07-10T20:00:00Z");
        List<Bar> repair = new ArrayList<>();
        List<Bar> all = new ArrayList<>();
        for (Bar bar : bars) {
            boolean inside = bar.openTime() >= from && bar.openTime() < to;
            Bar now = inside ? Bars.flat(bar.openTime(), 50) : bar;
            all.add(now);
            if (inside) {
                repair.add(now);
            }
        }

        FoldRun second =
                first.next(FoldOptions.DEFAULT.candlesOnly())
                        .baseline(
                                at("2025-06-02T00:00:00Z"),
                                at("2025-08-02T00:00:00Z"),
                                true,
                                new byte[0])
                        .pages(BarSize.M5, 288, repair)
                        .end(to);

        assertThat(second.canonical())
                .isEqualTo(xnys().pages(BarSize.M5, 288, all).end(NOW).canonical());
        assertThat(second.emitted(Timeframe.MN1)).hasSize(1);
        assertThat(second.emitted(Timeframe.W1)).hasSize(1);
        assertThat(second.emitted(Timeframe.D1)).hasSize(3);
    }

    @Test
    void sendsItsOwnRowsAgainAtTheSameRevision() {
        long open = at("2025-07-02T13:30:00Z");
        StoredCandles own = new StoredCandles(1);
        FoldRun first = xnys().page(BarSize.M5, open + 5 * MINUTE, Bars.flat(open, 10));
        Candle row = first.emitted().get(0);
        long values = first.values(Timeframe.M5, open).hash();
        own.add(new StoredCandles.Row(0, open, 4, FoldRun.hash(row), 1, values, true));
        Baseline baseline =
                new Baseline(
                        FoldRun.SYMBOL,
                        at("2025-06-02T00:00:00Z"),
                        at("2025-08-02T00:00:00Z"),
                        true,
                        new byte[0],
                        new BarColumns(0),
                        own,
                        new StoredSignals(0),
                        null);

        FoldRun run =
                xnys().baseline(baseline).page(BarSize.M5, open + 5 * MINUTE, Bars.flat(open, 10));

        assertThat(run.emitted()).hasSize(1);
        assertThat(run.emitted().get(0).revision()).isEqualTo(4);
    }

    @Test
    void continuesFromASnapshotAsIfItHadNeverStopped() {
        List<Bar> bars = Bars.of(CRYPTO, BarSize.M5, "2025-03-01", "2025-05-10", 9);
        FoldRun whole =
                new FoldRun(CRYPTO, FoldOptions.DEFAULT.candlesOnly())
                        .pages(BarSize.M5, 288, bars)
                        .end(NOW);
        long cut = at("2025-05-01T00:00:00Z");
        List<Bar> rest = bars.stream().filter(bar -> bar.openTime() >= cut).toList();
        byte[] snapshot =
                whole.snapshots().stream()
                        .filter(s -> s.at() == cut)
                        .findFirst()
                        .orElseThrow()
                        .bytes();

        FoldRun second =
                whole.next(FoldOptions.DEFAULT.candlesOnly())
                        .baseline(cut, at("2025-06-02T00:00:00Z"), true, snapshot)
                        .pages(BarSize.M5, 100, rest)
                        .end(NOW);

        assertThat(second.emitted()).isEmpty();
    }

    @Test
    void correctsASingleStoredMinute() {
        List<Bar> minutes = Bars.of(XNYS, BarSize.M1, "2025-07-01", "2025-07-03", 3);
        FoldRun first = xnys().pages(BarSize.M1, 61, minutes).end(NOW);
        List<Bar> corrected = new ArrayList<>(minutes);
        Bar changed = Bars.flat(minutes.get(123).openTime(), 1);
        corrected.set(123, changed);

        FoldRun second =
                first.next(FoldOptions.DEFAULT.candlesOnly())
                        .baseline(
                                at("2025-06-02T00:00:00Z"),
                                at("2025-08-02T00:00:00Z"),
                                true,
                                new byte[0])
                        .page(BarSize.M1, at("2025-07-03T17:00:00Z"), changed)
                        .end(NOW);

        assertThat(second.canonical())
                .isEqualTo(xnys().pages(BarSize.M1, 61, corrected).end(NOW).canonical());
        assertThat(second.emitted(Timeframe.M5)).hasSize(1);
    }

    private static FoldRun xnys() {
        return new FoldRun(XNYS, FoldOptions.DEFAULT.candlesOnly());
    }
}
