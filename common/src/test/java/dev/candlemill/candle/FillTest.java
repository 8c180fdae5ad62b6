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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buckets without any bar, where they are to be flat at the previous close. */
class FillTest {

    private static final FoldOptions FILL =
            FoldOptions.DEFAULT.candlesOnly().filling(Fill.PREVIOUS_CLOSE);
    private static final VenueCalendar XNYS = calendar("XNYS");
    private static final VenueCalendar XTKS = calendar("XTKS");
    private static final long MINUTE = 60_000;

    @Test
    void aGapWithinASessionIsFlatAtThePreviousClose() {
        FoldRun run =
                run(XNYS)
                        .page(
                                BarSize.M5,
                                at("2025-07-02T15:05:00Z"),
                                new Bar(at("2025-07-02T14:00:00Z"), 10, 13, 9, 12, 7),
                                new Bar(at("2025-07-02T15:00:00Z"), 20, 22, 19, 21, 8))
                        .page(BarSize.M5, at("2025-07-02T15:06:00Z"));

        assertThat(run.stored(Timeframe.M5)).hasSize(13);
        Candle filled = run.stored(Timeframe.M5, at("2025-07-02T14:05:00Z")).orElseThrow();
        assertThat(FoldRun.withoutRevision(filled))
                .isEqualTo(
                        new Candle(
                                FoldRun.SYMBOL,
                                Timeframe.M5,
                                at("2025-07-02T14:05:00Z"),
                                at("2025-07-02T14:10:00Z"),
                                XNYS.sessionAt(at("2025-07-02T14:05:00Z")).date(),
                                12,
                                12,
                                12,
                                12,
                                0,
                                0,
                                1,
                                0,
                                0));
        assertThat(filled(run, Timeframe.M15))
                .containsExactly(
                        "2025-07-02T14:15:00Z 12.0",
                        "2025-07-02T14:30:00Z 12.0",
                        "2025-07-02T14:45:00Z 12.0");
        assertThat(filled(run, Timeframe.H1)).isEmpty();
    }

    @Test
    void aCandleWithABarHoldsItsBarsAlone() {
        FoldRun run =
                run(XNYS)
                        .page(
                                BarSize.M5,
                                at("2025-07-02T15:05:00Z"),
                                Bars.flat(at("2025-07-02T13:30:00Z"), 50),
                                new Bar(at("2025-07-02T15:00:00Z"), 20, 22, 19, 21, 8))
                        .page(BarSize.M5, at("2025-07-02T15:31:00Z"));

        Candle hour = run.stored(Timeframe.H1, at("2025-07-02T14:30:00Z")).orElseThrow();
        assertThat(hour.open()).isEqualTo(20);
        assertThat(hour.high()).isEqualTo(22);
        assertThat(hour.low()).isEqualTo(19);
        assertThat(hour.close()).isEqualTo(21);
        assertThat(hour.volume()).isEqualTo(8);
        assertThat(hour.barCount()).isEqualTo(1);
        assertThat(hour.inputCount()).isEqualTo(1);
    }

    @Test
    void theBeginOfASessionIsFilledWithTheCloseOfTheDayBefore() {
        FoldRun run =
                run(XNYS)
                        .page(
                                BarSize.M5,
                                at("2025-07-01T20:00:00Z"),
                                Bars.flat(at("2025-07-01T19:55:00Z"), 9))
                        .page(
                                BarSize.M5,
                                at("2025-07-02T13:45:00Z"),
                                Bars.flat(at("2025-07-02T13:40:00Z"), 11))
                        .page(BarSize.M5, at("2025-07-02T13:46:00Z"));

        assertThat(filled(run, Timeframe.M5))
                .containsExactly("2025-07-02T13:30:00Z 9.0", "2025-07-02T13:35:00Z 9.0");
        assertThat(filled(run, Timeframe.M10)).containsExactly("2025-07-02T13:30:00Z 9.0");
        assertThat(filled(run, Timeframe.D1)).isEmpty();
    }

    @Test
    void aSessionWithoutABarIsOneFlatDayOfTheCalendar() {
        // 3 July closes at 13:00 in New York, 4 July is no session.
        FoldRun run =
                run(XNYS)
                        .page(
                                BarSize.M5,
                                at("2025-07-02T20:00:00Z"),
                                Bars.flat(at("2025-07-02T19:55:00Z"), 9))
                        .page(
                                BarSize.M5,
                                at("2025-07-07T13:35:00Z"),
                                Bars.flat(at("2025-07-07T13:30:00Z"), 11))
                        .page(BarSize.M5, at("2025-07-07T13:36:00Z"));

        assertThat(filled(run, Timeframe.D1)).containsExactly("2025-07-03T13:30:00Z 9.0");
        assertThat(filled(run, Timeframe.M5))
                .hasSize(42)
                .last()
                .isEqualTo("2025-07-03T16:55:00Z 9.0");
        assertThat(filled(run, Timeframe.H1))
                .hasSize(4)
                .last()
                .isEqualTo("2025-07-03T16:30:00Z 9.0");
        assertThat(filled(run, Timeframe.H8)).containsExactly("2025-07-03T13:30:00Z 9.0");
        assertThat(filled(run, Timeframe.W1)).isEmpty();
    }

    @Test
    void aLunchBreakIsNotFilled() {
        FoldRun run =
                run(XTKS)
                        .page(
                                BarSize.M5,
                                at("2025-07-02T02:25:00Z"),
                                Bars.flat(at("2025-07-02T02:20:00Z"), 9))
                        .page(BarSize.M5, at("2025-07-02T03:41:00Z"));

        assertThat(filled(run, Timeframe.M5))
                .containsExactly(
                        "2025-07-02T02:25:00Z 9.0",
                        "2025-07-02T03:30:00Z 9.0",
                        "2025-07-02T03:35:00Z 9.0");
    }

    @Test
    void weeksAndMonthsWithoutABarAreFlat() {
        FoldRun run =
                run(XNYS)
                        .page(
                                BarSize.M5,
                                at("2025-05-30T20:00:00Z"),
                                Bars.flat(at("2025-05-30T19:55:00Z"), 9))
                        .end(at("2025-07-01T00:00:00Z"));

        assertThat(filled(run, Timeframe.W1))
                .containsExactly(
                        "2025-06-02T13:30:00Z 9.0",
                        "2025-06-09T13:30:00Z 9.0",
                        "2025-06-16T13:30:00Z 9.0",
                        "2025-06-23T13:30:00Z 9.0");
        assertThat(filled(run, Timeframe.MN1)).containsExactly("2025-06-02T13:30:00Z 9.0");
        assertThat(filled(run, Timeframe.D1)).hasSize(20);
        assertThat(filled(run, Timeframe.M5)).hasSize(20 * 78);
    }

    @Test
    void nothingIsFilledBeforeTheFirstBar() {
        FoldRun run =
                run(XNYS)
                        .page(BarSize.M5, at("2025-07-02T15:00:00Z"))
                        .page(
                                BarSize.M5,
                                at("2025-07-02T15:05:00Z"),
                                Bars.flat(at("2025-07-02T15:00:00Z"), 9))
                        .end(at("2025-07-03T00:00:00Z"));

        assertThat(run.emitted()).allMatch(c -> c.closeTime() > at("2025-07-02T15:00:00Z"));
        assertThat(run.stored(Timeframe.M5).get(0).openTime())
                .isEqualTo(at("2025-07-02T15:00:00Z"));
    }

    @Test
    void aBucketIsFilledWhenItWouldBeFinalAndNoSooner() {
        FoldRun run =
                run(XNYS)
                        .page(
                                BarSize.M5,
                                at("2025-07-02T13:35:00Z"),
                                Bars.flat(at("2025-07-02T13:30:00Z"), 9));

        run.page(BarSize.M5, at("2025-07-02T13:40:59Z"));
        assertThat(filled(run, Timeframe.M5)).isEmpty();
        run.page(BarSize.M5, at("2025-07-02T13:41:00Z"));
        assertThat(filled(run, Timeframe.M5)).containsExactly("2025-07-02T13:35:00Z 9.0");
        run.page(BarSize.M5, at("2025-07-02T13:50:59Z"));
        assertThat(filled(run, Timeframe.M10)).isEmpty();
        run.page(BarSize.M5, at("2025-07-02T13:51:00Z"));
        assertThat(filled(run, Timeframe.M10)).containsExactly("2025-07-02T13:40:00Z 9.0");
    }

    @Test
    void aLateBarReplacesWhatWasFilledAndMovesWhatIsFilledBehindIt() {
        FoldRun run =
                run(XNYS)
                        .page(
                                BarSize.M5,
                                at("2025-07-02T13:35:00Z"),
                                Bars.flat(at("2025-07-02T13:30:00Z"), 9))
                        .page(
                                BarSize.M5,
                                at("2025-07-02T14:05:00Z"),
                                Bars.flat(at("2025-07-02T14:00:00Z"), 11))
                        .page(BarSize.M5, at("2025-07-02T14:31:00Z"));
        run.forgetEmitted();

        run.page(BarSize.M5, at("2025-07-02T14:31:00Z"), Bars.flat(at("2025-07-02T13:45:00Z"), 10));

        // 13:35 and 13:40 stay at 9; 14:05 and later stay at 11.
        assertThat(run.emitted().stream().map(FillTest::text))
                .containsExactlyInAnyOrder(
                        "5m 2025-07-02T13:45:00Z 10.0 #2 bars 1",
                        "5m 2025-07-02T13:50:00Z 10.0 #2 bars 0",
                        "5m 2025-07-02T13:55:00Z 10.0 #2 bars 0",
                        "10m 2025-07-02T13:40:00Z 10.0 #2 bars 1",
                        "10m 2025-07-02T13:50:00Z 10.0 #2 bars 0",
                        "15m 2025-07-02T13:45:00Z 10.0 #2 bars 1",
                        "30m 2025-07-02T13:30:00Z 10.0 #2 bars 2",
                        "45m 2025-07-02T13:30:00Z 11.0 #2 bars 3",
                        "1h 2025-07-02T13:30:00Z 11.0 #2 bars 3");
    }

    @Test
    void aSecondRunOfTheSameBarsWritesNothing() {
        List<Bar> bars = withHoles(Bars.of(XNYS, BarSize.M5, "2025-06-02", "2025-07-15", 3));
        long asOf = at("2025-07-25T12:00:00Z");
        FoldRun first = run(XNYS).pages(BarSize.M5, 288, bars).end(asOf);

        FoldRun second = again(first).pages(BarSize.M5, 50, bars).end(asOf);

        assertThat(filled(first, Timeframe.M5)).isNotEmpty();
        assertThat(second.emitted()).isEmpty();
        assertThat(second.counts().duplicate).isEqualTo(bars.size());
    }

    @Test
    void aRunThatEndsEarlierLeavesNoFilledCandleBehindItsBar() {
        List<Bar> bars = Bars.of(XNYS, BarSize.M5, "2025-07-01", "2025-07-10", 3);
        FoldRun first = run(XNYS).pages(BarSize.M5, 288, bars).end(at("2025-07-25T12:00:00Z"));
        Bar last = bars.get(bars.size() - 1);
        Bar changed = Bars.flat(last.openTime(), 77);

        FoldRun second =
                again(first)
                        .page(BarSize.M5, last.openTime() + 5 * MINUTE, changed)
                        .end(at("2025-07-12T00:00:00Z"));

        assertThat(filled(second, Timeframe.D1)).hasSize(10).allMatch(c -> c.endsWith(" 77.0"));
        assertThat(second.stored(Timeframe.D1).subList(6, 16)).allMatch(c -> c.revision() == 2);
        assertThat(second.emitted()).allMatch(c -> c.revision() == 2);
        assertThat(second.stored(Timeframe.M5)).hasSameSizeAs(first.stored(Timeframe.M5));
    }

    @Test
    void filledCandlesAreSeenByIndicators() {
        FoldRun run =
                new FoldRun(XNYS, FoldOptions.DEFAULT.filling(Fill.PREVIOUS_CLOSE))
                        .page(
                                BarSize.M5,
                                at("2025-07-02T13:35:00Z"),
                                Bars.flat(at("2025-07-02T13:30:00Z"), 9))
                        .end(at("2025-07-02T15:20:00Z"));

        int sma20 = 0;
        assertThat(run.values(Timeframe.M5, at("2025-07-02T15:00:00Z")).values().get(sma20))
                .isNaN();
        assertThat(run.values(Timeframe.M5, at("2025-07-02T15:05:00Z")).values().get(sma20))
                .isEqualTo(9);
    }

    @Test
    void aBarAtTheCloseReplacesTheFilledLastBucket() {
        FoldOptions merge =
                new FoldOptions(
                        MINUTE,
                        true,
                        FILL.timeframeMask(),
                        Fill.PREVIOUS_CLOSE,
                        SeriesOptions.NONE);
        FoldRun run =
                new FoldRun(XNYS, merge)
                        .page(
                                BarSize.M5,
                                at("2025-07-02T19:55:00Z"),
                                Bars.flat(at("2025-07-02T19:50:00Z"), 9));

        run.page(BarSize.M5, at("2025-07-02T20:05:59Z"));
        assertThat(filled(run, Timeframe.M5)).isEmpty();
        run.page(BarSize.M5, at("2025-07-02T20:06:00Z"));
        assertThat(filled(run, Timeframe.M5)).containsExactly("2025-07-02T19:55:00Z 9.0");
        run.page(BarSize.M5, at("2025-07-02T20:07:00Z"), Bars.flat(at("2025-07-02T20:00:00Z"), 12));
        assertThat(filled(run, Timeframe.M5)).isEmpty();
        assertThat(run.stored(Timeframe.M5, at("2025-07-02T19:55:00Z")).orElseThrow())
                .returns(12.0, Candle::close)
                .returns(2, Candle::revision)
                .returns(1, Candle::barCount);
    }

    private static List<Bar> withHoles(List<Bar> bars) {
        return bars.stream()
                .filter(bar -> bar.openTime() / (5 * MINUTE) % 7 != 0)
                .filter(
                        bar ->
                                bar.openTime() < at("2025-06-11T00:00:00Z")
                                        || bar.openTime() > at("2025-06-13T15:00:00Z"))
                .toList();
    }

    /** A later run over what the first one stored. */
    private static FoldRun again(FoldRun first) {
        return first.next(FILL)
                .baseline(
                        at("2025-06-02T00:00:00Z"), at("2025-08-02T00:00:00Z"), true, new byte[0]);
    }

    private static List<String> filled(FoldRun run, Timeframe timeframe) {
        return run.stored(timeframe).stream()
                .filter(c -> c.barCount() == 0)
                .map(c -> Instant.ofEpochMilli(c.openTime()) + " " + c.close())
                .toList();
    }

    private static String text(Candle c) {
        return String.format(
                "%s %s %s #%d bars %d",
                c.timeframe().wire(),
                Instant.ofEpochMilli(c.openTime()),
                c.close(),
                c.revision(),
                c.barCount());
    }

    private static FoldRun run(VenueCalendar calendar) {
        return new FoldRun(calendar, FILL);
    }

    private static VenueCalendar calendar(String venue) {
        return Venues.shipped().calendar(venue, Alignment.SESSION, Hours.REGULAR);
    }
}
