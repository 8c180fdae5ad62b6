package dev.candlemill.candle;

import static dev.candlemill.candle.Bars.at;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of buckets in the market rules, on the candles that leave the fold. */
class BucketRulesTest {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final String FULL = "2025-07-02";
    private static final String EARLY = "2025-07-03";

    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource({
        "5m, 78, 42, 12:55-13:00",
        "10m, 39, 21, 12:50-13:00",
        "15m, 26, 14, 12:45-13:00",
        "30m, 13, 7, 12:30-13:00",
        "45m, 9, 5, 12:30-13:00",
        "1h, 7, 4, 12:30-13:00",
        "2h, 4, 2, 11:30-13:00",
        "3h, 3, 2, 12:30-13:00",
        "4h, 2, 1, 09:30-13:00",
        "6h, 2, 1, 09:30-13:00",
        "8h, 1, 1, 09:30-13:00",
        "12h, 1, 1, 09:30-13:00",
        "1d, 1, 1, 09:30-13:00",
    })
    void cutsAFullAndAnEarlyCloseDayOfNewYork(
            String timeframe, int full, int early, String lastOnEarlyDay) {
        for (BarSize size : List.of(BarSize.M5, BarSize.M1)) {
            FoldRun fullDay = fold("XNYS", Alignment.SESSION, size, FULL, FULL);
            FoldRun earlyDay = fold("XNYS", Alignment.SESSION, size, EARLY, EARLY);

            List<Candle> candles = earlyDay.emitted(Timeframe.parse(timeframe));
            assertThat(fullDay.emitted(Timeframe.parse(timeframe)))
                    .hasSize(full)
                    .allMatch(Candle::isComplete);
            assertThat(candles).hasSize(early).allMatch(Candle::isComplete);
            assertThat(label("XNYS", candles.get(early - 1))).isEqualTo(lastOnEarlyDay);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "XNYS, SESSION, 2025-07-02, 45m, 09:30-10:15 10:15-11:00 11:00-11:45 11:45-12:30 12:30-13:15 13:15-14:00 14:00-14:45 14:45-15:30 15:30-16:00",
        "XNYS, SESSION, 2025-07-03, 45m, 09:30-10:15 10:15-11:00 11:00-11:45 11:45-12:30 12:30-13:00",
        "XNYS, SESSION, 2025-07-02, 1h, 09:30-10:30 10:30-11:30 11:30-12:30 12:30-13:30 13:30-14:30 14:30-15:30 15:30-16:00",
        "XNYS, SESSION, 2025-07-02, 2h, 09:30-11:30 11:30-13:30 13:30-15:30 15:30-16:00",
        "XNYS, SESSION, 2025-07-02, 4h, 09:30-13:30 13:30-16:00",
        "XNYS, SESSION, 2025-07-02, 6h, 09:30-15:30 15:30-16:00",
        "XNYS, CLOCK, 2025-07-02, 1h, 09:30-10:00 10:00-11:00 11:00-12:00 12:00-13:00 13:00-14:00 14:00-15:00 15:00-16:00",
        "XNYS, CLOCK, 2025-07-03, 1h, 09:30-10:00 10:00-11:00 11:00-12:00 12:00-13:00",
        "XNYS, CLOCK, 2025-07-02, 4h, 09:30-12:00 12:00-16:00",
        "XNYS, CLOCK, 2025-07-02, 45m, 09:30-09:45 09:45-10:30 10:30-11:15 11:15-12:00 12:00-12:45 12:45-13:30 13:30-14:15 14:15-15:00 15:00-15:45 15:45-16:00",
        "XNYS, UTC, 2025-07-02, 2h, 09:30-10:00 10:00-12:00 12:00-14:00 14:00-16:00",
        "XNYS, UTC, 2025-01-02, 2h, 09:30-11:00 11:00-13:00 13:00-15:00 15:00-16:00",
        "XNYS, CLOCK, 2025-07-02, 1d, 09:30-16:00",
        "XNYS, UTC, 2025-07-02, 1d, 09:30-16:00",
        "XHKG, SESSION, 2025-07-02, 1h, 09:30-10:30 10:30-11:30 11:30-12:00 13:00-14:00 14:00-15:00 15:00-16:00",
        "XHKG, CLOCK, 2025-07-02, 1h, 09:30-10:00 10:00-11:00 11:00-12:00 13:00-14:00 14:00-15:00 15:00-16:00",
        "XHKG, SESSION, 2025-01-28, 1h, 09:30-10:30 10:30-11:30 11:30-12:00",
        "XTKS, SESSION, 2024-11-01, 1h, 09:00-10:00 10:00-11:00 11:00-11:30 12:30-13:30 13:30-14:30 14:30-15:00",
        "XTKS, SESSION, 2024-11-05, 1h, 09:00-10:00 10:00-11:00 11:00-11:30 12:30-13:30 13:30-14:30 14:30-15:30",
        "XTKS, SESSION, 2024-11-05, 4h, 09:00-11:30 12:30-15:30",
        "XLON, SESSION, 2025-12-24, 1h, 08:00-09:00 09:00-10:00 10:00-11:00 11:00-12:00 12:00-12:30",
        "FX, SESSION, 2025-07-02, 4h, 17:00-21:00 21:00-01:00 01:00-05:00 05:00-09:00 09:00-13:00 13:00-17:00",
        "CRYPTO, SESSION, 2025-07-02, 6h, 00:00-06:00 06:00-12:00 12:00-18:00 18:00-00:00",
    })
    void labelsBucketsByTheirClippedStart(
            String venue, Alignment alignment, String date, String timeframe, String expected) {
        FoldRun run = fold(venue, alignment, BarSize.M5, date, date);

        assertThat(
                        run.emitted(Timeframe.parse(timeframe)).stream()
                                .map(candle -> label(venue, candle))
                                .collect(joining(" ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3} {4}")
    @CsvSource({
        // venue, date, opens, closes, 5m, 45m, 1h
        "XNYS, 2025-03-07, 14:30:00Z, 21:00:00Z, 78, 9, 7",
        "XNYS, 2025-03-10, 13:30:00Z, 20:00:00Z, 78, 9, 7",
        "XNYS, 2025-10-31, 13:30:00Z, 20:00:00Z, 78, 9, 7",
        "XNYS, 2025-11-03, 14:30:00Z, 21:00:00Z, 78, 9, 7",
        "XLON, 2025-03-28, 08:00:00Z, 16:30:00Z, 102, 12, 9",
        "XLON, 2025-03-31, 07:00:00Z, 15:30:00Z, 102, 12, 9",
        "XTKS, 2024-11-01, 00:00:00Z, 06:00:00Z, 60, 8, 6",
        "XTKS, 2024-11-05, 00:00:00Z, 06:30:00Z, 66, 8, 6",
        "XHKG, 2025-07-02, 01:30:00Z, 08:00:00Z, 66, 8, 6",
        "XHKG, 2025-01-28, 01:30:00Z, 04:00:00Z, 30, 4, 3",
    })
    void countsTheBarsOfASession(
            String venue,
            LocalDate date,
            String opens,
            String closes,
            int fives,
            int fortyFives,
            int hours) {
        FoldRun run = fold(venue, Alignment.SESSION, BarSize.M5, date.toString(), date.toString());

        assertThat(run.emitted(Timeframe.M5)).hasSize(fives);
        assertThat(run.emitted(Timeframe.M45)).hasSize(fortyFives);
        assertThat(run.emitted(Timeframe.H1)).hasSize(hours);
        Candle day = run.emitted(Timeframe.D1).get(0);
        assertThat(day.openTime()).isEqualTo(at(date + "T" + opens));
        assertThat(day.closeTime()).isEqualTo(at(date + "T" + closes));
        assertThat(day.barCount()).isEqualTo(fives).isEqualTo(day.expectedBarCount());
        assertThat(day.sessionDate()).isEqualTo((int) date.toEpochDay());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // the Sundays of both clock changes, in New York and in Europe
        "2025-03-09",
        "2025-11-02",
        "2025-03-30",
        "2025-10-26",
    })
    void givesCryptoItsFullDayWhenClocksChange(String date) {
        FoldRun run = fold("CRYPTO", Alignment.CLOCK, BarSize.M5, date, date);

        assertThat(run.emitted(Timeframe.M5)).hasSize(288);
        assertThat(run.emitted(Timeframe.D1)).hasSize(1).allMatch(Candle::isComplete);
        assertThat(run.emitted(Timeframe.D1).get(0).openTime()).isEqualTo(at(date + "T00:00:00Z"));
    }

    @Test
    void startsCryptoWeeksOnMondayMidnight() {
        FoldRun run = fold("CRYPTO", Alignment.SESSION, BarSize.M5, "2024-01-29", "2024-03-03");

        assertThat(run.emitted(Timeframe.W1))
                .hasSize(5)
                .allMatch(week -> week.barCount() == 2016 && week.isComplete())
                .extracting(week -> Instant.ofEpochMilli(week.openTime()).toString())
                .containsExactly(
                        "2024-01-29T00:00:00Z",
                        "2024-02-05T00:00:00Z",
                        "2024-02-12T00:00:00Z",
                        "2024-02-19T00:00:00Z",
                        "2024-02-26T00:00:00Z");
        Candle february = run.stored(Timeframe.MN1, at("2024-02-01T00:00:00Z")).orElseThrow();
        assertThat(february.barCount()).isEqualTo(8352).isEqualTo(february.expectedBarCount());
        assertThat(february.closeTime()).isEqualTo(at("2024-03-01T00:00:00Z"));
        assertThat(february.sessionDate()).isEqualTo((int) LocalDate.of(2024, 2, 1).toEpochDay());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2025-03-06, 2025-03-05T22:00:00Z, 2025-03-06T22:00:00Z",
        "2025-03-07, 2025-03-06T22:00:00Z, 2025-03-07T22:00:00Z",
        "2025-03-10, 2025-03-09T21:00:00Z, 2025-03-10T21:00:00Z",
        "2025-03-11, 2025-03-10T21:00:00Z, 2025-03-11T21:00:00Z",
    })
    void rollsTheForexDayAtFiveInNewYork(LocalDate date, Instant opens, Instant closes) {
        FoldRun run = fold("FX", Alignment.SESSION, BarSize.M5, date.toString(), date.toString());

        Candle day = run.emitted(Timeframe.D1).get(0);
        assertThat(Instant.ofEpochMilli(day.openTime())).isEqualTo(opens);
        assertThat(Instant.ofEpochMilli(day.closeTime())).isEqualTo(closes);
        assertThat(day.sessionDate()).isEqualTo((int) date.toEpochDay());
        assertThat(day.barCount()).isEqualTo(288).isEqualTo(day.expectedBarCount());
        assertThat(run.emitted(Timeframe.H1)).hasSize(24);
        assertThat(run.emitted(Timeframe.H4)).hasSize(6);
        assertThat(run.emitted(Timeframe.H4).get(0).openTime()).isEqualTo(day.openTime());
    }

    @Test
    void endsTheIndependenceWeekOnThursday() {
        FoldRun run = fold("XNYS", Alignment.SESSION, BarSize.M5, "2025-06-30", "2025-07-06");

        assertThat(run.emitted(Timeframe.M5)).hasSize(276);
        assertThat(run.emitted(Timeframe.D1)).hasSize(4).allMatch(Candle::isComplete);
        Candle week = run.emitted(Timeframe.W1).get(0);
        assertThat(week.openTime()).isEqualTo(at("2025-06-30T13:30:00Z"));
        assertThat(week.closeTime()).isEqualTo(at("2025-07-03T17:00:00Z"));
        assertThat(week.barCount()).isEqualTo(276).isEqualTo(week.expectedBarCount());
    }

    @Test
    void replaysTokyosMonthOfBothRules() {
        FoldRun run = fold("XTKS", Alignment.SESSION, BarSize.M5, "2024-11-01", "2024-11-30");

        assertThat(run.emitted(Timeframe.D1)).extracting(Candle::barCount).startsWith(60, 66, 66);
        Candle month = run.emitted(Timeframe.MN1).get(0);
        assertThat(run.emitted(Timeframe.D1)).hasSize(20);
        assertThat(month.barCount()).isEqualTo(60 + 19 * 66).isEqualTo(month.expectedBarCount());
    }

    private static FoldRun fold(
            String venue, Alignment alignment, BarSize size, String from, String to) {
        VenueCalendar calendar = Venues.shipped().calendar(venue, alignment, Hours.REGULAR);
        List<Bar> bars = Bars.of(calendar, size, from, to, 1);
        return new FoldRun(calendar, FoldOptions.DEFAULT.candlesOnly()).pages(size, 200, bars);
    }

    private static String label(String venue, Candle candle) {
        ZoneId zone = Venues.shipped().calendar(venue, Alignment.SESSION, Hours.REGULAR).zone();
        return CLOCK.format(Instant.ofEpochMilli(candle.openTime()).atZone(zone))
                + "-"
                + CLOCK.format(Instant.ofEpochMilli(candle.closeTime()).atZone(zone));
    }
}
