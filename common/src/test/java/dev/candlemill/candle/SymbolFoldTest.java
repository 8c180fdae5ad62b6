package dev.candlemill.candle;

import static dev.candlemill.candle.Bars.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.LateBar;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of roll-up and correction, one symbol at a time. */
class SymbolFoldTest {

    private static final VenueCalendar XNYS =
            Venues.shipped().calendar("XNYS", Alignment.SESSION, Hours.REGULAR);
    private static final VenueCalendar CRYPTO =
            Venues.shipped().calendar("CRYPTO", Alignment.SESSION, Hours.REGULAR);
    private static final long MINUTE = 60_000;

    private static final long NOW = at("2026-01-01T00:00:00Z");

    @Test
    void countsAFullAndAnEarlyCloseDayByTimeframe() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-07-02", "2025-07-03", 1);
        FoldRun run = xnys().pages(BarSize.M5, 288, bars);

        Map<Timeframe, Long> counts =
                run.emitted().stream()
                        .collect(Collectors.groupingBy(Candle::timeframe, Collectors.counting()));

        assertThat(counts)
                .containsEntry(Timeframe.M5, 78L + 42)
                .containsEntry(Timeframe.M10, 39L + 21)
                .containsEntry(Timeframe.M15, 26L + 14)
                .containsEntry(Timeframe.M30, 13L + 7)
                .containsEntry(Timeframe.M45, 9L + 5)
                .containsEntry(Timeframe.H1, 7L + 4)
                .containsEntry(Timeframe.H2, 4L + 2)
                .containsEntry(Timeframe.H3, 3L + 2)
                .containsEntry(Timeframe.H4, 2L + 1)
                .containsEntry(Timeframe.H6, 2L + 1)
                .containsEntry(Timeframe.H8, 1L + 1)
                .containsEntry(Timeframe.H12, 1L + 1)
                .containsEntry(Timeframe.D1, 1L + 1)
                .doesNotContainKeys(Timeframe.W1, Timeframe.MN1);
    }

    @Test
    void finishesAHolidayWeekWithItsLastBar() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-06-30", "2025-07-04", 1);
        FoldRun run = xnys().pages(BarSize.M5, 50, bars);

        Candle week = run.emitted(Timeframe.W1).get(0);
        assertThat(week.barCount()).isEqualTo(276).isEqualTo(week.expectedBarCount());
        assertThat(week.closeTime()).isEqualTo(at("2025-07-03T17:00:00Z"));
        assertThat(week.sessionDate()).isEqualTo((int) LocalDate.parse("2025-06-30").toEpochDay());
        assertThat(week.open()).isEqualTo(bars.get(0).open());
        assertThat(week.close()).isEqualTo(bars.get(bars.size() - 1).close());
    }

    @Test
    void needsNoLaterBarToFinishACompleteBucket() {
        long open = at("2025-07-02T13:30:00Z");
        FoldRun run = xnys().page(BarSize.M5, open + 5 * MINUTE, Bars.flat(open, 10));

        assertThat(run.emitted()).extracting(Candle::timeframe).containsExactly(Timeframe.M5);
    }

    @Test
    void finalisesByProgressAloneWhenTheMarketIsSilent() {
        long open = at("2025-07-02T13:30:00Z");
        FoldRun run = xnys().page(BarSize.M5, open + 5 * MINUTE, Bars.flat(open, 10));
        run.forgetEmitted();

        run.page(BarSize.M5, at("2025-07-02T20:00:59Z"));
        assertThat(run.emitted(Timeframe.D1)).isEmpty();
        run.page(BarSize.M5, at("2025-07-02T20:01:00Z"));

        Candle day = run.emitted(Timeframe.D1).get(0);
        assertThat(day.barCount()).isEqualTo(1);
        assertThat(day.expectedBarCount()).isEqualTo(78);
        assertThat(day.isComplete()).isFalse();
        assertThat(day.closeTime()).isEqualTo(at("2025-07-02T20:00:00Z"));
    }

    @Test
    void leavesBucketsThatCloseAfterTheAsOfTimeUnfinished() {
        long open = at("2025-07-02T13:30:00Z");
        FoldRun run =
                xnys().page(BarSize.M5, open + 5 * MINUTE, Bars.flat(open, 10))
                        .end(at("2025-07-02T14:31:00Z"));

        assertThat(run.emitted())
                .extracting(Candle::timeframe)
                .contains(Timeframe.M5, Timeframe.M10, Timeframe.H1)
                .doesNotContain(Timeframe.H2, Timeframe.D1, Timeframe.W1, Timeframe.MN1);
    }

    @Test
    void staysSilentOnDuplicates() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-07-02", "2025-07-02", 1);
        FoldRun run = xnys().pages(BarSize.M5, 10, bars);
        run.forgetEmitted();

        run.pages(BarSize.M5, 10, bars);

        assertThat(run.emitted()).isEmpty();
        assertThat(run.counts().duplicate).isEqualTo(78);
        assertThat(run.counts().accepted).isEqualTo(78);
        assertThat(run.counts().isBalanced()).isTrue();
    }

    @Test
    void addsNoVolumeForAMinuteSentTwice() {
        List<Bar> minutes = Bars.of(XNYS, BarSize.M1, "2025-07-02", "2025-07-02", 1);
        List<Bar> twice = new ArrayList<>();
        minutes.forEach(bar -> twice.addAll(List.of(bar, bar)));

        FoldRun once = xnys().pages(BarSize.M1, 7, minutes);
        FoldRun doubled = xnys().pages(BarSize.M1, 7, twice);

        assertThat(doubled.canonical()).isEqualTo(once.canonical());
        assertThat(doubled.counts().duplicate).isEqualTo(390);
    }

    @Test
    void reEmitsExactlyTheCandlesThatHoldALateBar() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-07-01", "2025-07-02", 1);
        long missing = at("2025-07-02T14:05:00Z");
        List<Bar> without = bars.stream().filter(b -> b.openTime() != missing).toList();
        Bar lateBar = bars.stream().filter(b -> b.openTime() == missing).findFirst().orElseThrow();
        FoldRun run =
                xnys().pages(BarSize.M5, 30, without).page(BarSize.M5, at("2025-07-02T21:00:00Z"));
        run.forgetEmitted();

        run.page(BarSize.M5, at("2025-07-02T21:00:00Z"), lateBar);

        assertThat(run.emitted())
                .allMatch(c -> c.openTime() <= missing && missing < c.closeTime())
                .extracting(Candle::timeframe)
                .containsExactlyInAnyOrder(
                        Arrays.copyOf(Timeframe.values(), Timeframe.D1.ordinal() + 1));
        assertThat(run.emitted(Timeframe.M5).get(0).revision()).isEqualTo(1);
        assertThat(run.emitted().stream().filter(c -> c.timeframe() != Timeframe.M5))
                .extracting(Candle::revision)
                .containsOnly(2);
        assertThat(run.stored(Timeframe.H1, at("2025-07-02T13:30:00Z")).orElseThrow().barCount())
                .isEqualTo(12);
    }

    @Test
    void lowersAHighThatACorrectionTakesBack() {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < 78; i++) {
            bars.add(Bars.flat(at("2025-07-02T13:30:00Z") + i * 5 * MINUTE, 10));
        }
        bars.set(40, new Bar(bars.get(40).openTime(), 10, 99, 10, 10, 1));
        FoldRun run = xnys().pages(BarSize.M5, 100, bars);
        assertThat(run.stored(Timeframe.D1).get(0).high()).isEqualTo(99);

        run.page(BarSize.M5, at("2025-07-02T20:00:00Z"), Bars.flat(bars.get(40).openTime(), 10));

        Candle day = run.stored(Timeframe.D1).get(0);
        assertThat(day.high()).isEqualTo(10);
        assertThat(day.revision()).isEqualTo(2);
        assertThat(run.counts().corrected).isEqualTo(1);
        assertThat(run.counts().accepted).isEqualTo(79);
    }

    @Test
    void keepsTheLaterArrivalOfOneOpenTime() {
        long open = at("2025-07-02T13:30:00Z");
        FoldRun run =
                xnys().page(
                                BarSize.M5,
                                open + 5 * MINUTE,
                                Bars.flat(open, 10),
                                Bars.flat(open, 11),
                                Bars.flat(open, 12));

        assertThat(run.emitted(Timeframe.M5)).hasSize(1);
        assertThat(run.emitted(Timeframe.M5).get(0).close()).isEqualTo(12);
        assertThat(run.emitted(Timeframe.M5).get(0).revision()).isEqualTo(1);
        assertThat(run.counts().accepted).isEqualTo(3);
        assertThat(run.counts().corrected).isEqualTo(2);
    }

    @Test
    void acceptsCorrectionsOfTheOpenMonthAndSendsOlderOnesToLate() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-05-01", "2025-07-15", 1);
        FoldRun run = xnys().pages(BarSize.M5, 288, bars);
        run.forgetEmitted();

        run.page(BarSize.M5, at("2025-07-15T20:00:00Z"), Bars.flat(at("2025-07-01T13:30:00Z"), 7));
        assertThat(run.emitted(Timeframe.M5)).hasSize(1);
        run.page(BarSize.M5, at("2025-07-15T20:00:00Z"), Bars.flat(at("2025-06-30T13:30:00Z"), 7));

        assertThat(run.late()).hasSize(1);
        assertThat(run.late().get(0).reason()).isEqualTo(LateBar.Reason.BEYOND_HORIZON);
        assertThat(run.late().get(0).horizon()).isEqualTo(at("2025-07-01T13:30:00Z"));
        assertThat(run.counts().late).isEqualTo(1);
        assertThat(run.counts().isBalanced()).isTrue();
    }

    @Test
    void keepsTheOpenWeekAndFiveSessionsAcrossAMonthsEnd() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-05-01", "2025-07-02", 1);
        FoldRun run = xnys().pages(BarSize.M5, 288, bars);
        long progress = at("2025-07-02T20:00:00Z");

        run.page(BarSize.M5, progress, Bars.flat(at("2025-06-26T13:30:00Z"), 7));
        assertThat(run.late()).isEmpty();
        run.page(BarSize.M5, progress, Bars.flat(at("2025-06-25T13:30:00Z"), 7));

        assertThat(run.late()).hasSize(1);
        assertThat(run.late().get(0).horizon()).isEqualTo(at("2025-06-26T13:30:00Z"));
    }

    @Test
    void dropsWhatTheHorizonHasPassed() {
        FoldRun run =
                xnys().pages(
                                BarSize.M5,
                                288,
                                Bars.of(XNYS, BarSize.M5, "2024-01-02", "2025-07-15", 1));

        assertThat(run.store().countOf("bars")).isLessThan(45);
        assertThat(run.store().countOf("anchor")).isLessThanOrEqualTo(4);
    }

    @Test
    void givesTheSameRowsInAnyOrderWithinTheHorizon() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-07-01", "2025-07-31", 3);
        List<Bar> shuffled = new ArrayList<>(bars);
        Collections.shuffle(shuffled, new Random(5));

        FoldRun sorted = xnys().pages(BarSize.M5, 288, bars).end(NOW);
        FoldRun random = xnys().pages(BarSize.M5, 97, shuffled).end(NOW);

        assertThat(random.late()).isEmpty();
        assertThat(random.canonical()).isEqualTo(sorted.canonical());
    }

    @Test
    void foldsMinutesIntoTheSameCandlesAsTheirFiveMinuteBars() {
        List<Bar> minutes = Bars.of(XNYS, BarSize.M1, "2025-07-01", "2025-07-08", 3);
        FoldRun fromMinutes = xnys().pages(BarSize.M1, 61, minutes).end(NOW);
        List<Bar> fives =
                fromMinutes.stored(Timeframe.M5).stream()
                        .map(
                                c ->
                                        new Bar(
                                                c.openTime(),
                                                c.open(),
                                                c.high(),
                                                c.low(),
                                                c.close(),
                                                c.volume()))
                        .toList();
        FoldRun fromFives = xnys().pages(BarSize.M5, 61, fives).end(NOW);

        assertThat(fromMinutes.stored(Timeframe.W1)).hasSameSizeAs(fromFives.stored(Timeframe.W1));
        assertThat(fromMinutes.canonical().stream().map(SymbolFoldTest::withoutInputCount))
                .isEqualTo(
                        fromFives.canonical().stream()
                                .map(SymbolFoldTest::withoutInputCount)
                                .toList());
    }

    @Test
    void mergesTheClosingAuctionIntoTheLastBucketsOnRequest() {
        FoldOptions merge =
                new FoldOptions(
                        60_000, true, FoldOptions.DEFAULT.timeframeMask(), SeriesOptions.NONE);
        List<Bar> bars = new ArrayList<>(Bars.of(XNYS, BarSize.M5, "2025-07-02", "2025-07-02", 1));
        Bar auction = new Bar(at("2025-07-02T20:00:00Z"), 50, 50, 50, 50, 1_000_000);
        bars.add(auction);

        FoldRun run = new FoldRun(XNYS, merge).pages(BarSize.M5, 20, bars).end(NOW);

        Candle day = run.stored(Timeframe.D1).get(0);
        assertThat(day.close()).isEqualTo(50);
        assertThat(day.closeTime()).isEqualTo(at("2025-07-02T20:00:00Z"));
        assertThat(day.barCount()).isEqualTo(78);
        assertThat(day.inputCount()).isEqualTo(79);
        assertThat(day.revision()).isEqualTo(1);
        assertThat(run.stored(Timeframe.M5)).hasSize(78);
        assertThat(new TreeSet<>(run.emitted().stream().map(Candle::revision).toList()))
                .containsExactly(1);
    }

    @Test
    void refusesABarOutsideEverySession() {
        assertThatThrownBy(
                        () ->
                                xnys().page(
                                                BarSize.M5,
                                                NOW,
                                                Bars.flat(at("2025-07-04T13:30:00Z"), 10)))
                .hasRootCauseMessage(
                        "bar outside every session of XNYS: TEST at 2025-07-04T13:30:00Z; validation"
                                + " takes such bars out");
    }

    @Test
    void keepsFebruaryOfALeapYearWhole() {
        List<Bar> bars = Bars.of(CRYPTO, BarSize.M5, "2024-02-01", "2024-02-29", 1);
        FoldRun run =
                new FoldRun(CRYPTO, FoldOptions.DEFAULT.candlesOnly()).pages(BarSize.M5, 288, bars);

        assertThat(run.emitted(Timeframe.MN1)).hasSize(1);
        assertThat(run.emitted(Timeframe.MN1).get(0).barCount()).isEqualTo(8352);
        assertThat(run.emitted(Timeframe.W1).stream().filter(Candle::isComplete))
                .hasSize(3)
                .allMatch(c -> c.barCount() == 2016);
    }

    private static FoldRun xnys() {
        return new FoldRun(XNYS, FoldOptions.DEFAULT.candlesOnly());
    }

    private static Candle withoutInputCount(Candle c) {
        return new Candle(
                c.symbol(),
                c.timeframe(),
                c.openTime(),
                c.closeTime(),
                c.sessionDate(),
                c.open(),
                c.high(),
                c.low(),
                c.close(),
                c.volume(),
                c.barCount(),
                c.expectedBarCount(),
                0,
                0);
    }
}
