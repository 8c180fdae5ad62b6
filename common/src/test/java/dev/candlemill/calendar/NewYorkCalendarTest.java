package dev.candlemill.calendar;

import static dev.candlemill.calendar.CalendarFixture.bucketCount;
import static dev.candlemill.calendar.CalendarFixture.buckets;
import static dev.candlemill.calendar.CalendarFixture.calendar;
import static dev.candlemill.calendar.CalendarFixture.day;
import static dev.candlemill.calendar.CalendarFixture.extended;
import static dev.candlemill.calendar.CalendarFixture.isOpen;
import static dev.candlemill.calendar.CalendarFixture.lastBucket;
import static dev.candlemill.calendar.CalendarFixture.session;
import static dev.candlemill.calendar.CalendarFixture.sessionsOf;
import static dev.candlemill.calendar.CalendarFixture.span;
import static dev.candlemill.calendar.CalendarFixture.time;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewYorkCalendarTest {

    private static final VenueCalendar XNYS = calendar("XNYS");
    private static final Session FULL_DAY = session("XNYS", "2025-07-02");
    private static final Session HALF_DAY = session("XNYS", "2025-07-03");

    @ParameterizedTest
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
        "1d, 1, 1, 09:30-13:00"
    })
    void cutsAFullAndAHalfDayAsTheTableSays(
            String timeframe, int fullDay, int halfDay, String lastOfHalfDay) {
        assertThat(bucketCount(FULL_DAY, timeframe)).isEqualTo(fullDay);
        assertThat(bucketCount(HALF_DAY, timeframe)).isEqualTo(halfDay);
        assertThat(lastBucket(XNYS, HALF_DAY, timeframe)).isEqualTo(lastOfHalfDay);
    }

    @ParameterizedTest
    @CsvSource({
        "2h, 09:30-11:30 11:30-13:30 13:30-15:30 15:30-16:00",
        "3h, 09:30-12:30 12:30-15:30 15:30-16:00",
        "4h, 09:30-13:30 13:30-16:00",
        "6h, 09:30-15:30 15:30-16:00",
        "8h, 09:30-16:00"
    })
    void anchorsTheBucketsOfAFullDayAtItsOpen(String timeframe, String expected) {
        assertThat(buckets(XNYS, FULL_DAY, timeframe)).isEqualTo(expected);
    }

    @Test
    void anchorsTheBucketsOfAHalfDayAtItsOpen() {
        assertThat(buckets(XNYS, HALF_DAY, "45m"))
                .isEqualTo("09:30-10:15 10:15-11:00 11:00-11:45 11:45-12:30 12:30-13:00");
        assertThat(lastBucket(XNYS, FULL_DAY, "45m")).isEqualTo("15:30-16:00");
        assertThat(lastBucket(XNYS, FULL_DAY, "1h")).isEqualTo("15:30-16:00");
    }

    @Test
    void expectsFewerBarsInTheClippedLastBucket() {
        int hour = Timeframe.H1.ordinal();
        assertThat(FULL_DAY.grid().expectedBars(hour, 0)).isEqualTo(12);
        assertThat(FULL_DAY.grid().expectedBars(hour, 6)).isEqualTo(6);
        assertThat(FULL_DAY.expectedBars()).isEqualTo(78);
        assertThat(HALF_DAY.expectedBars()).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-07-02, 2025-07-02T13:30:00Z/2025-07-02T20:00:00Z",
        "2025-07-03, 2025-07-03T13:30:00Z/2025-07-03T17:00:00Z",
        "2025-03-07, 2025-03-07T14:30:00Z/2025-03-07T21:00:00Z",
        "2025-03-10, 2025-03-10T13:30:00Z/2025-03-10T20:00:00Z",
        "2025-10-31, 2025-10-31T13:30:00Z/2025-10-31T20:00:00Z",
        "2025-11-03, 2025-11-03T14:30:00Z/2025-11-03T21:00:00Z",
        "2026-11-27, 2026-11-27T14:30:00Z/2026-11-27T18:00:00Z"
    })
    void opensAndClosesByTheLocalClock(String date, String expected) {
        assertThat(span(session("XNYS", date))).isEqualTo(expected);
        assertThat(span(session("XNAS", date))).isEqualTo(expected);
    }

    @Test
    void has78BarsOnBothSidesOfTheClockChange() {
        assertThat(session("XNYS", "2025-03-07").expectedBars()).isEqualTo(78);
        assertThat(session("XNYS", "2025-03-10").expectedBars()).isEqualTo(78);
        assertThat(session("XNYS", "2025-03-07").grid())
                .isSameAs(session("XNYS", "2025-03-10").grid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2012-10-29", "2018-12-05", "2025-01-09", "2025-07-04", "2001-09-11"})
    void staysClosedOnHolidaysAndDaysOfMourning(String date) {
        assertThat(isOpen("XNYS", date)).isFalse();
        assertThat(isOpen("XNAS", date)).isFalse();
    }

    @Test
    void endsTheWeekOfIndependenceDayOnThursday() {
        Period week = FULL_DAY.week();
        assertThat(week)
                .isEqualTo(
                        new Period(
                                day("2025-06-30"),
                                time("2025-06-30T13:30:00Z"),
                                time("2025-07-03T17:00:00Z"),
                                276,
                                day("2025-06-30"),
                                day("2025-07-03")));
        assertThat(HALF_DAY.week()).isEqualTo(week);
        assertThat(session("XNYS", "2025-07-07").week().date()).isEqualTo(day("2025-07-07"));
    }

    @Test
    void beginsTheMonthOnItsFirstSessionAndLabelsItByTheFirst() {
        Period january = session("XNYS", "2025-01-15").month();
        assertThat(january.date()).isEqualTo(day("2025-01-01"));
        assertThat(january.openTime()).isEqualTo(time("2025-01-02T14:30:00Z"));
        assertThat(january.closeTime()).isEqualTo(time("2025-01-31T21:00:00Z"));
        assertThat(january.expectedBars()).isEqualTo(20 * 78);
    }

    @Test
    void joinsTheWeekThatStraddlesNewYear() {
        Period week = session("XNYS", "2024-12-31").week();
        assertThat(week).isEqualTo(session("XNYS", "2025-01-02").week());
        assertThat(week.date()).isEqualTo(day("2024-12-30"));
        assertThat(week.expectedBars()).isEqualTo(4 * 78);
    }

    @Test
    void has250SessionsIn2025() {
        assertThat(sessionsOf(XNYS, 2025)).hasSize(250);
        assertThat(sessionsOf(calendar("XNAS"), 2025)).hasSize(250);
    }

    @Test
    void tradesLongerInExtendedHours() {
        VenueCalendar extended = extended("XNAS");
        assertThat(span(session(extended, "2025-07-02")))
                .isEqualTo("2025-07-02T08:00:00Z/2025-07-03T00:00:00Z");
        assertThat(span(session(extended, "2025-07-03")))
                .isEqualTo("2025-07-03T08:00:00Z/2025-07-03T21:00:00Z");
        assertThat(session(extended, "2025-07-02").expectedBars()).isEqualTo(192);
        assertThat(session(extended, "2025-07-03").expectedBars()).isEqualTo(156);
    }

    @Test
    void findsSessionsByTimeHalfOpen() {
        assertThat(XNYS.sessionAt(time("2025-07-02T13:30:00Z"))).isSameAs(FULL_DAY);
        assertThat(XNYS.sessionAt(time("2025-07-02T19:59:59Z"))).isSameAs(FULL_DAY);
        assertThat(XNYS.sessionAt(time("2025-07-02T20:00:00Z"))).isNull();
        assertThat(XNYS.sessionAt(time("2025-07-02T13:29:59Z"))).isNull();
        assertThat(XNYS.sessionAt(time("2025-07-04T14:00:00Z"))).isNull();
    }

    @Test
    void findsTheSessionThatClosesAtATime() {
        assertThat(XNYS.sessionClosingAt(time("2025-07-02T20:00:00Z"))).isSameAs(FULL_DAY);
        assertThat(XNYS.sessionClosingAt(time("2025-07-03T17:00:00Z"))).isSameAs(HALF_DAY);
        assertThat(XNYS.sessionClosingAt(time("2025-07-03T20:00:00Z"))).isNull();
        assertThat(XNYS.sessionClosingAt(time("2025-07-02T19:55:00Z"))).isNull();
    }

    @Test
    void findsTheNextSessionAfterAClosedTime() {
        assertThat(XNYS.sessionAtOrAfter(time("2025-07-03T17:00:00Z")).date())
                .isEqualTo(day("2025-07-07"));
        assertThat(XNYS.sessionAtOrAfter(time("2025-07-03T16:59:59Z"))).isSameAs(HALF_DAY);
        assertThat(XNYS.sessionAtOrAfter(time("2025-12-31T22:00:00Z")).date())
                .isEqualTo(day("2026-01-02"));
    }

    @Test
    void walksFromSessionToSessionAcrossClosedDaysAndYears() {
        assertThat(XNYS.next(day("2025-07-03")).date()).isEqualTo(day("2025-07-07"));
        assertThat(XNYS.previous(day("2025-07-07")).date()).isEqualTo(day("2025-07-03"));
        assertThat(XNYS.next(day("2024-12-31")).date()).isEqualTo(day("2025-01-02"));
        assertThat(XNYS.previous(day("2025-01-02")).date()).isEqualTo(day("2024-12-31"));
        assertThat(XNYS.next(day("2025-07-05")).date()).isEqualTo(day("2025-07-07"));
    }

    @Test
    void knowsEveryDayOf1998() {
        assertThat(session("XNYS", "1998-01-02").week().date())
                .isEqualTo((int) LocalDate.of(1997, 12, 29).toEpochDay());
    }
}
