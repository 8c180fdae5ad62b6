package dev.candlemill.candle;

import static dev.candlemill.candle.Bars.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.strategy.WarmUp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a bucket is final: complete, at close + grace, or as of the end of the run; no sooner. */
class FinalityTest {

    private static final VenueCalendar XNYS =
            Venues.shipped().calendar("XNYS", Alignment.SESSION, Hours.REGULAR);
    private static final VenueCalendar CRYPTO =
            Venues.shipped().calendar("CRYPTO", Alignment.SESSION, Hours.REGULAR);
    private static final long MINUTE = 60_000;
    private static final long SECOND = 1_000;
    private static final FoldOptions MERGE =
            new FoldOptions(MINUTE, true, FoldOptions.DEFAULT.timeframeMask(), SeriesOptions.NONE);

    @Test
    void finishesEveryTimeframeWithTheLastExpectedBar() {
        List<Bar> july = Bars.of(XNYS, BarSize.M5, "2025-07-28", "2025-08-01", 1);
        Bar last = july.get(july.size() - 1);
        FoldRun run =
                run(XNYS)
                        .pages(BarSize.M5, 100, july.subList(0, july.size() - 1))
                        .page(BarSize.M5, last.openTime());
        run.forgetEmitted();

        run.page(BarSize.M5, last.openTime() + 5 * MINUTE, last);

        assertThat(run.emitted())
                .allMatch(candle -> candle.closeTime() == at("2025-08-01T20:00:00Z"))
                .extracting(Candle::timeframe)
                .containsExactlyInAnyOrder(
                        Arrays.copyOf(Timeframe.values(), Timeframe.W1.ordinal() + 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Timeframe.class,
            names = {"W1", "MN1"},
            mode = EnumSource.Mode.EXCLUDE)
    void waitsForMissingBarsUntilTheGraceIsOver(Timeframe timeframe) {
        Bar minute = Bars.flat(at("2025-07-02T13:30:00Z"), 10);
        FoldRun run = run(XNYS).page(BarSize.M1, minute.openTime() + MINUTE, minute);
        long close = timeframe == Timeframe.D1 ? at("2025-07-02T20:00:00Z") : closeOf(timeframe);

        run.page(BarSize.M1, close + 59_999);
        assertThat(run.emitted(timeframe)).isEmpty();
        run.page(BarSize.M1, close + MINUTE);
        assertThat(run.emitted(timeframe)).hasSize(1).allMatch(c -> c.inputCount() == 1);
    }

    @Test
    void aBarThatIsOpenWhenTheRunEndsMakesNoCandleFinal() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-07-02", "2025-07-02", 1);
        long asOf = bars.get(7).openTime() + 2 * MINUTE;

        FoldRun run = run(XNYS).page(BarSize.M5, asOf, bars.subList(0, 9).toArray(new Bar[0]));
        run.end(asOf);

        assertThat(run.emitted(Timeframe.M5)).hasSize(7);
        assertThat(run.emitted()).allMatch(candle -> candle.closeTime() <= asOf);
    }

    @Test
    void aMinuteThatIsOpenIsNotInTheSlotUntilItHasClosed() {
        List<Bar> minutes = Bars.of(XNYS, BarSize.M1, "2025-07-02", "2025-07-02", 1);
        Bar last = minutes.get(4);
        FoldRun run = run(XNYS);

        run.page(
                BarSize.M1,
                last.openTime() + 30 * SECOND,
                minutes.subList(0, 5).toArray(new Bar[0]));
        assertThat(run.emitted()).isEmpty();
        run.page(BarSize.M1, last.openTime() + MINUTE);

        assertThat(run.emitted()).extracting(Candle::timeframe).containsExactly(Timeframe.M5);
    }

    @Test
    void anOpenBarGivesWayToTheClosedOneWithoutARevision() {
        Bar open = Bars.flat(at("2025-07-02T13:30:00Z"), 10);
        Bar closed = Bars.flat(open.openTime(), 11);
        FoldRun run = run(XNYS).page(BarSize.M5, open.openTime() + 2 * MINUTE, open);

        run.page(BarSize.M5, open.openTime() + 5 * MINUTE, closed);

        assertThat(run.emitted()).hasSize(1);
        assertThat(run.emitted().get(0).close()).isEqualTo(11);
        assertThat(run.emitted().get(0).revision()).isEqualTo(1);
    }

    @Test
    void finishesASlotWhoseLastMinuteNeverCame() {
        List<Bar> minutes = Bars.of(XNYS, BarSize.M1, "2025-07-02", "2025-07-02", 1);
        FoldRun run = run(XNYS).pages(BarSize.M1, 10, minutes.subList(0, 4));

        run.page(BarSize.M1, at("2025-07-02T13:35:59Z"));
        assertThat(run.emitted()).isEmpty();
        run.page(BarSize.M1, at("2025-07-02T13:36:00Z"));

        assertThat(run.emitted()).extracting(Candle::timeframe).containsExactly(Timeframe.M5);
        assertThat(run.emitted().get(0).inputCount()).isEqualTo(4);
    }

    @ParameterizedTest(name = "as of {0}")
    @CsvSource({
        "2025-07-03T16:59:00Z, 5m 10m 15m",
        "2025-07-03T17:00:59Z, 5m 10m 15m",
        "2025-07-03T17:01:00Z, 5m 10m 15m 30m 45m 1h 2h 3h 4h 6h 8h 12h 1d 1w",
        "2025-07-31T20:00:59Z, 5m 10m 15m 30m 45m 1h 2h 3h 4h 6h 8h 12h 1d 1w",
        "2025-07-31T20:01:00Z, 5m 10m 15m 30m 45m 1h 2h 3h 4h 6h 8h 12h 1d 1w 1M",
    })
    void endsARunWithWhatIsOverAsOfThen(String asOf, String expected) {
        // The bar of 12:30 on an early-close day, half an hour before the close, and then no other.
        FoldRun run =
                run(XNYS)
                        .page(
                                BarSize.M5,
                                at("2025-07-03T16:35:00Z"),
                                Bars.flat(at("2025-07-03T16:30:00Z"), 10))
                        .end(at(asOf));

        List<Timeframe> finals =
                run.emitted().stream().map(Candle::timeframe).distinct().sorted().toList();
        assertThat(finals)
                .isEqualTo(Arrays.stream(expected.split(" ")).map(Timeframe::parse).toList());
    }

    /** Both hours have all their bars, but a job as of 15:30:59 would not have had the second. */
    @Test
    void signalsAreOfWhatWasFinalAsOfThenAndLiveSendsTheRest() {
        FoldOptions options =
                new FoldOptions(
                        MINUTE,
                        false,
                        FoldOptions.DEFAULT.timeframeMask(),
                        new SeriesOptions(true, List.of(), WarmUp.DEFINED));
        TradingSetup setup =
                new TradingSetup(
                        "all",
                        FoldRun.SYMBOL,
                        List.of(Timeframe.M30, Timeframe.H1, Timeframe.D1),
                        List.of(),
                        List.of("every_candle"),
                        TradingSetup.Status.ACTIVE);
        List<Bar> day = Bars.of(XNYS, BarSize.M5, "2025-07-02", "2025-07-02", 1);
        List<Bar> withoutLast = day.subList(0, 23);
        FoldRun run = new FoldRun(XNYS, options).setups(setup);
        run.page(BarSize.M5, at("2025-07-02T15:25:00Z"), withoutLast.toArray(new Bar[0]));
        run.end(at("2025-07-02T15:30:59Z"));

        assertThat(run.signals())
                .extracting(s -> s.timeframe().wire() + " " + Instant.ofEpochMilli(s.openTime()))
                .containsExactlyInAnyOrder(
                        "30m 2025-07-02T13:30:00Z",
                        "30m 2025-07-02T14:00:00Z",
                        "1h 2025-07-02T13:30:00Z",
                        "30m 2025-07-02T14:30:00Z");

        FoldRun live = run.next(options).setups(setup);
        live.baseline(run.stored(at("2025-05-26T13:30:00Z"), Market.END, true));
        live.page(BarSize.M5, at("2025-07-02T15:30:59Z"), withoutLast.toArray(new Bar[0]));
        assertThat(live.signals()).isEmpty();
        live.page(BarSize.M5, at("2025-07-02T15:31:00Z"));

        assertThat(live.signals())
                .extracting(s -> s.timeframe().wire() + " " + Instant.ofEpochMilli(s.openTime()))
                .containsExactlyInAnyOrder("30m 2025-07-02T15:00:00Z", "1h 2025-07-02T14:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 60, 900})
    void takesTheGraceThatItIsGiven(int seconds) {
        FoldOptions options =
                new FoldOptions(
                        seconds * SECOND,
                        false,
                        FoldOptions.DEFAULT.timeframeMask(),
                        SeriesOptions.NONE);
        FoldRun run = new FoldRun(XNYS, options);
        run.page(BarSize.M5, at("2025-07-02T13:35:00Z"), Bars.flat(at("2025-07-02T13:30:00Z"), 1));
        long close = at("2025-07-02T13:40:00Z");

        run.page(BarSize.M5, close + seconds * SECOND - 1);
        assertThat(run.emitted(Timeframe.M10)).isEmpty();
        run.page(BarSize.M5, close + seconds * SECOND);
        assertThat(run.emitted(Timeframe.M10)).hasSize(1);
    }

    @Test
    void finishesAnIncompleteStretchBeforeTheNextOneBegins() {
        Bar bar = Bars.flat(at("2025-01-31T20:50:00Z"), 10);
        FoldRun run =
                run(XNYS)
                        .baseline(
                                at("2025-01-01T00:00:00Z"),
                                at("2025-02-01T00:00:00Z"),
                                true,
                                new byte[0])
                        .page(BarSize.M5, at("2025-01-31T20:55:00Z"), bar)
                        .baseline(
                                at("2025-06-01T00:00:00Z"),
                                at("2025-07-01T00:00:00Z"),
                                true,
                                new byte[0])
                        .page(
                                BarSize.M5,
                                at("2025-06-02T13:35:00Z"),
                                Bars.flat(at("2025-06-02T13:30:00Z"), 10))
                        .end(at("2025-06-02T13:36:00Z"));

        assertThat(run.emitted(Timeframe.D1)).hasSize(1);
        assertThat(run.emitted(Timeframe.W1)).hasSize(1);
        assertThat(run.emitted(Timeframe.MN1)).hasSize(1).allMatch(c -> c.barCount() == 1);
        assertThat(run.emitted(Timeframe.M5)).hasSize(2);
    }

    @Test
    void keepsAMonthOpenToCorrectionsUntilItIsFinal() {
        List<Bar> june =
                new ArrayList<>(Bars.of(CRYPTO, BarSize.M5, "2025-06-01", "2025-06-30", 1));
        Bar missing = june.remove(288 * 3);
        // Thirty seconds into July, June still waits for its missing bar.
        FoldRun run =
                run(CRYPTO)
                        .pages(BarSize.M5, 288, june)
                        .page(BarSize.M5, at("2025-07-01T00:00:30Z"));
        assertThat(run.emitted(Timeframe.MN1)).isEmpty();

        run.page(BarSize.M5, at("2025-07-01T00:00:30Z"), missing);

        assertThat(run.late()).isEmpty();
        assertThat(run.emitted(Timeframe.MN1)).hasSize(1).allMatch(Candle::isComplete);
    }

    @Test
    void mergesABarAtTheCloseIntoTheLastBucketOfEveryTimeframe() {
        List<Bar> bars = new ArrayList<>(Bars.of(XNYS, BarSize.M5, "2025-07-28", "2025-07-31", 1));
        bars.add(new Bar(at("2025-07-31T20:00:00Z"), 500, 500, 500, 500, 7));
        bars.addAll(Bars.of(XNYS, BarSize.M5, "2025-08-01", "2025-08-01", 2));
        Bar friday = new Bar(at("2025-08-01T20:00:00Z"), 600, 600, 600, 600, 9);
        bars.add(friday);
        FoldRun run =
                new FoldRun(XNYS, MERGE)
                        .pages(BarSize.M5, 31, bars)
                        .end(at("2026-01-01T00:00:00Z"));

        for (Timeframe timeframe : Timeframe.all()) {
            long close = at("2025-08-01T20:00:00Z");
            if (timeframe == Timeframe.MN1) {
                close = at("2025-07-31T20:00:00Z");
            }
            assertThat(lastClosing(run, timeframe, close))
                    .as(timeframe.wire())
                    .satisfies(
                            candle -> {
                                assertThat(candle.high()).isEqualTo(candle.close());
                                assertThat(candle.close()).isGreaterThanOrEqualTo(500);
                                assertThat(candle.barCount())
                                        .isEqualTo(
                                                timeframe == Timeframe.MN1
                                                        ? 4 * 78
                                                        : candle.expectedBarCount());
                                assertThat(candle.revision()).isEqualTo(1);
                            });
        }
        assertThat(run.stored(Timeframe.M5)).hasSize(5 * 78);
    }

    @Test
    void revisesTheLastBucketsWhenTheAuctionComesLate() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-07-02", "2025-07-02", 1);
        long evening = at("2025-07-02T22:00:00Z");
        FoldRun run =
                new FoldRun(XNYS, MERGE).pages(BarSize.M5, 31, bars).page(BarSize.M5, evening);
        assertThat(run.emitted(Timeframe.D1)).hasSize(1);
        run.forgetEmitted();

        run.page(BarSize.M5, evening, Bars.flat(at("2025-07-02T20:00:00Z"), 99));

        assertThat(run.emitted())
                .hasSize(13)
                .allMatch(c -> c.closeTime() == at("2025-07-02T20:00:00Z"))
                .allMatch(c -> c.close() == 99 && c.revision() == 2);
    }

    @Test
    void endsARunWithoutWaitingForAnAuction() {
        Bar first = Bars.flat(at("2025-07-02T13:30:00Z"), 10);
        FoldRun run =
                new FoldRun(XNYS, MERGE)
                        .page(BarSize.M5, first.openTime() + 5 * MINUTE, first)
                        .end(at("2025-07-02T20:01:00Z"));

        assertThat(run.emitted(Timeframe.D1)).hasSize(1);
    }

    @Test
    void writesNothingNewThatClosesAfterTheEndOfTheRun() {
        List<Bar> day = Bars.of(XNYS, BarSize.M5, "2025-07-02", "2025-07-02", 1);
        long asOf = at("2025-07-02T15:00:00Z");
        FoldRun first = run(XNYS).page(BarSize.M5, asOf, bars(day, 0, 18)).end(asOf);

        FoldRun second = again(first).page(BarSize.M5, asOf, bars(day, 0, 78)).end(asOf);

        assertThat(second.emitted()).isEmpty();
        assertThat(second.counts().accepted).isEqualTo(60);
        assertThat(second.counts().duplicate).isEqualTo(18);
    }

    @Test
    void letsStoredCandlesFollowTheirBarsAndSendsThemAgainAfterACrash() {
        List<Bar> day = Bars.of(XNYS, BarSize.M5, "2025-07-02", "2025-07-02", 1);
        long asOf = at("2025-07-02T15:00:00Z");
        Bar changed = Bars.flat(day.get(0).openTime(), 7);
        FoldRun first = run(XNYS).pages(BarSize.M5, 78, day).end(at("2025-07-03T00:00:00Z"));

        FoldRun repair = again(first).page(BarSize.M5, asOf, changed).end(asOf);
        FoldRun restarted =
                baseline(repair.again(FoldOptions.DEFAULT.candlesOnly()))
                        .page(BarSize.M5, asOf, changed)
                        .end(asOf);

        assertThat(repair.emitted(Timeframe.D1))
                .hasSize(1)
                .allMatch(c -> c.revision() == 2 && c.barCount() == 78 && c.low() == 7);
        assertThat(restarted.emitted()).containsExactlyInAnyOrderElementsOf(repair.emitted());
    }

    private static FoldRun again(FoldRun earlier) {
        return baseline(earlier.next(FoldOptions.DEFAULT.candlesOnly()));
    }

    private static FoldRun baseline(FoldRun run) {
        return run.baseline(
                at("2025-06-02T00:00:00Z"), at("2025-08-02T00:00:00Z"), true, new byte[0]);
    }

    private static Bar[] bars(List<Bar> bars, int from, int to) {
        return bars.subList(from, to).toArray(new Bar[0]);
    }

    private static FoldRun run(VenueCalendar calendar) {
        return new FoldRun(calendar, FoldOptions.DEFAULT.candlesOnly());
    }

    private static Candle lastClosing(FoldRun run, Timeframe timeframe, long close) {
        return run.stored(timeframe).stream()
                .filter(candle -> candle.closeTime() == close)
                .findFirst()
                .orElseThrow();
    }

    private static long closeOf(Timeframe timeframe) {
        long open = at("2025-07-02T13:30:00Z");
        return Math.min(open + timeframe.minutes() * MINUTE, at("2025-07-02T20:00:00Z"));
    }
}
