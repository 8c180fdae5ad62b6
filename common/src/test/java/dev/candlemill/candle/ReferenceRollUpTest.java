package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceRollUpTest {

    private static final VenueCalendar NEW_YORK =
            Venues.shipped().calendar("XNYS", Alignment.SESSION, Hours.REGULAR);
    private static final VenueCalendar CRYPTO =
            Venues.shipped().calendar("CRYPTO", Alignment.SESSION, Hours.REGULAR);
    private static final long M1 = BarSize.M1.millis();
    private static final long M5 = BarSize.M5.millis();

    @Test
    void cutsFullAndHalfDaysIntoTheBucketsOfTheRules() {
        List<Candle> full = fiveMinutes("2025-07-02T13:30:00Z", "2025-07-02T20:00:00Z");
        List<Candle> half = fiveMinutes("2025-07-03T13:30:00Z", "2025-07-03T17:00:00Z");

        assertThat(countsOf(full)).containsExactly(78, 39, 26, 13, 9, 7, 4, 3, 2, 2, 1, 1, 1, 0, 0);
        // The week is over with that day, and final with what came of it.
        assertThat(countsOf(half)).containsExactly(42, 21, 14, 7, 5, 4, 2, 2, 1, 1, 1, 1, 1, 1, 0);
        Candle last = last(half, Timeframe.M45);
        assertThat(last.openTime()).isEqualTo(time("2025-07-03T16:30:00Z"));
        assertThat(last.closeTime()).isEqualTo(time("2025-07-03T17:00:00Z"));
        assertThat(last.barCount()).isEqualTo(6).isEqualTo(last.expectedBarCount());
    }

    @ParameterizedTest
    @CsvSource({
        "XLON, 2025-07-02, 102, 12, 9",
        "XTKS, 2024-11-01, 60, 8, 6",
        "XTKS, 2024-11-05, 66, 8, 6",
        "XHKG, 2025-07-02, 66, 8, 6",
        "FX, 2025-07-02, 288, 32, 24",
        "CRYPTO, 2025-03-09, 288, 32, 24",
    })
    void cutsTheDaysOfOtherVenues(String venue, LocalDate date, int slots, int m45, int h1) {
        VenueCalendar calendar = Venues.shipped().calendar(venue, Alignment.SESSION, Hours.REGULAR);
        Session day = calendar.session((int) date.toEpochDay());
        List<Bar> bars = bars(day.openTime(), day.closeTime(), M5);

        List<Candle> candles =
                ReferenceRollUp.of(calendar, BarSize.M5, day.openTime()).candles("A", bars);

        assertThat(countsOf(candles)).startsWith(slots);
        assertThat(countsOf(candles).get(Timeframe.M45.ordinal())).isEqualTo(m45);
        assertThat(countsOf(candles).get(Timeframe.H1.ordinal())).isEqualTo(h1);
        assertThat(last(candles, Timeframe.D1).barCount()).isEqualTo(slots);
        assertThat(last(candles, Timeframe.D1).volume()).isEqualTo(slots);
    }

    @Test
    void endsAShortWeekWithItsLastSession() {
        List<Candle> candles = fiveMinutes("2025-06-30T13:30:00Z", "2025-07-03T17:00:00Z");

        Candle week = last(candles, Timeframe.W1);
        assertThat(week.closeTime()).isEqualTo(time("2025-07-03T17:00:00Z"));
        assertThat(week.sessionDate()).isEqualTo((int) LocalDate.of(2025, 6, 30).toEpochDay());
        assertThat(week.barCount()).isEqualTo(276).isEqualTo(week.expectedBarCount());
        assertThat(week.volume()).isEqualTo(276);
    }

    @Test
    void countsEveryBarOfALeapFebruary() {
        List<Bar> bars = bars("2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", M5);

        List<Candle> candles =
                ReferenceRollUp.of(CRYPTO, BarSize.M5, time("2024-03-01T00:00:00Z"))
                        .candles("A", bars);

        assertThat(last(candles, Timeframe.MN1).barCount()).isEqualTo(8352);
        assertThat(last(candles, Timeframe.MN1).isComplete()).isTrue();
        assertThat(last(candles, Timeframe.W1).expectedBarCount()).isEqualTo(2016);
    }

    @Test
    void keepsOpenFirstCloseLastAndTheExtremes() {
        long open = time("2025-07-02T13:30:00Z");
        List<Bar> bars =
                List.of(
                        new Bar(open, 10, 12, 9, 11, 5),
                        new Bar(open + M5, 11, 15, 11, 14, 7),
                        new Bar(open + 2 * M5, 14, 14, 8, 13, 1));

        Candle candle =
                last(
                        ReferenceRollUp.of(NEW_YORK, BarSize.M5, open).candles("A", bars),
                        Timeframe.M15);

        assertThat(candle)
                .isEqualTo(
                        new Candle(
                                "A",
                                Timeframe.M15,
                                open,
                                open + 3 * M5,
                                (int) LocalDate.of(2025, 7, 2).toEpochDay(),
                                10,
                                15,
                                8,
                                13,
                                13,
                                3,
                                3,
                                3,
                                1));
    }

    @Test
    void waitsForMissingBarsUntilTheGraceHasPassed() {
        long open = time("2025-07-02T13:30:00Z");
        List<Bar> bars = bars("2025-07-02T13:35:00Z", "2025-07-02T13:45:00Z", M5);
        long close = open + 3 * M5;

        List<Candle> before =
                new ReferenceRollUp(NEW_YORK, BarSize.M5, 5000, close + 4999, false)
                        .candles("A", bars);
        List<Candle> after =
                new ReferenceRollUp(NEW_YORK, BarSize.M5, 5000, close + 5000, false)
                        .candles("A", bars);

        assertThat(countsOf(before)).startsWith(2, 1, 0);
        assertThat(countsOf(after)).startsWith(2, 1, 1);
        assertThat(last(after, Timeframe.M15).barCount()).isEqualTo(2);
        assertThat(last(after, Timeframe.M15).openTime()).isEqualTo(open);
    }

    @Test
    void countsSlotsAndInputsOfMinuteBars() {
        long open = time("2025-07-02T13:30:00Z");
        List<Bar> bars = bars("2025-07-02T13:30:00Z", "2025-07-02T13:38:00Z", M1);

        List<Candle> candles =
                ReferenceRollUp.of(NEW_YORK, BarSize.M1, open + 8 * M1).candles("A", bars);
        List<Candle> later =
                ReferenceRollUp.of(NEW_YORK, BarSize.M1, open + 10 * M1).candles("A", bars);

        assertThat(countsOf(candles)).startsWith(1, 0);
        assertThat(last(later, Timeframe.M10).barCount()).isEqualTo(2);
        assertThat(last(later, Timeframe.M10).inputCount()).isEqualTo(8);
    }

    @Test
    void mergesOnlyABarAtTheCloseAndOnlyWhenAsked() {
        List<Bar> bars = bars("2025-07-02T13:30:00Z", "2025-07-02T20:10:00Z", M5);
        long asOf = time("2025-07-02T21:00:00Z");

        List<Candle> rejected = ReferenceRollUp.of(NEW_YORK, BarSize.M5, asOf).candles("A", bars);
        List<Candle> merged =
                new ReferenceRollUp(NEW_YORK, BarSize.M5, 0, asOf, true).candles("A", bars);

        assertThat(last(rejected, Timeframe.D1).volume()).isEqualTo(78);
        assertThat(last(merged, Timeframe.D1).volume()).isEqualTo(79);
        assertThat(last(merged, Timeframe.M5).volume()).isEqualTo(2);
        assertThat(last(merged, Timeframe.H1).inputCount()).isEqualTo(7);
        assertThat(last(merged, Timeframe.H1).barCount()).isEqualTo(6);
        assertThat(countsOf(merged)).isEqualTo(countsOf(rejected));
    }

    private static List<Candle> fiveMinutes(String from, String to) {
        return ReferenceRollUp.of(NEW_YORK, BarSize.M5, time(to)).candles("A", bars(from, to, M5));
    }

    /** Bars of price 10 and volume 1, on the calendar's days and off them. */
    private static List<Bar> bars(String from, String to, long millis) {
        return bars(time(from), time(to), millis);
    }

    private static List<Bar> bars(long from, long to, long millis) {
        return LongStream.iterate(from, t -> t < to, t -> t + millis)
                .mapToObj(t -> new Bar(t, 10, 10, 10, 10, 1))
                .toList();
    }

    private static List<Integer> countsOf(List<Candle> candles) {
        int[] counts = new int[Timeframe.count()];
        candles.forEach(candle -> counts[candle.timeframe().ordinal()]++);
        return new ArrayList<>(Arrays.stream(counts).boxed().toList());
    }

    private static Candle last(List<Candle> candles, Timeframe timeframe) {
        return candles.stream()
                .filter(candle -> candle.timeframe() == timeframe)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static long time(String text) {
        return Instant.parse(text).toEpochMilli();
    }
}
