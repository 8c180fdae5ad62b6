package dev.candlemill.calendar;

import static dev.candlemill.calendar.CalendarFixture.bucketCount;
import static dev.candlemill.calendar.CalendarFixture.buckets;
import static dev.candlemill.calendar.CalendarFixture.calendar;
import static dev.candlemill.calendar.CalendarFixture.day;
import static dev.candlemill.calendar.CalendarFixture.isOpen;
import static dev.candlemill.calendar.CalendarFixture.session;
import static dev.candlemill.calendar.CalendarFixture.span;
import static dev.candlemill.calendar.CalendarFixture.time;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spot FX and crypto. */
class AroundTheClockVenuesTest {

    @ParameterizedTest
    @CsvSource({
        "2025-03-07, 2025-03-06T22:00:00Z/2025-03-07T22:00:00Z",
        "2025-03-10, 2025-03-09T21:00:00Z/2025-03-10T21:00:00Z",
        "2025-10-31, 2025-10-30T21:00:00Z/2025-10-31T21:00:00Z",
        "2025-11-03, 2025-11-02T22:00:00Z/2025-11-03T22:00:00Z"
    })
    void rollsTheFxDayAtFiveInNewYork(String date, String expected) {
        assertThat(span(session("FX", date))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2025-03-07", "2025-03-10", "2025-11-03"})
    void cutsTheFxDayIntoWholeHours(String date) {
        Session session = session("FX", date);
        assertThat(bucketCount(session, "5m")).isEqualTo(288);
        assertThat(bucketCount(session, "1h")).isEqualTo(24);
        assertThat(bucketCount(session, "4h")).isEqualTo(6);
        assertThat(buckets(calendar("FX"), session, "8h"))
                .isEqualTo("17:00-01:00 01:00-09:00 09:00-17:00");
    }

    @Test
    void tradesFxFromSundayEveningToFriday() {
        VenueCalendar fx = calendar("FX");
        assertThat(fx.sessionAt(time("2025-03-09T20:59:59Z"))).isNull();
        assertThat(fx.sessionAt(time("2025-03-09T21:00:00Z")))
                .isSameAs(session("FX", "2025-03-10"));
        assertThat(fx.sessionAt(time("2025-03-07T22:00:00Z"))).isNull();
        assertThat(isOpen("FX", "2025-03-08")).isFalse();
        assertThat(isOpen("FX", "2025-03-09")).isFalse();
        Period week = session("FX", "2025-03-12").week();
        assertThat(week.openTime()).isEqualTo(time("2025-03-09T21:00:00Z"));
        assertThat(week.closeTime()).isEqualTo(time("2025-03-14T21:00:00Z"));
        assertThat(week.expectedBars()).isEqualTo(5 * 288);
        assertThat(week.date()).isEqualTo(day("2025-03-10"));
    }

    @Test
    void closesFxForTheDaysOfChristmasAndNewYear() {
        VenueCalendar fx = calendar("FX");
        assertThat(isOpen("FX", "2025-12-25")).isFalse();
        assertThat(isOpen("FX", "2026-01-01")).isFalse();
        assertThat(fx.sessionAt(time("2025-12-24T21:59:59Z"))).isNotNull();
        assertThat(fx.sessionAt(time("2025-12-24T22:00:00Z"))).isNull();
        assertThat(fx.sessionAt(time("2025-12-25T21:59:59Z"))).isNull();
        assertThat(fx.sessionAt(time("2025-12-25T22:00:00Z")))
                .isSameAs(session("FX", "2025-12-26"));
    }

    @ParameterizedTest
    @CsvSource({"2025-03-08", "2025-03-09", "2025-03-30", "2025-10-26", "2025-11-02", "2024-02-29"})
    void has288CryptoBarsOnEveryDay(String date) {
        Session session = session("CRYPTO", date);
        assertThat(session.expectedBars()).isEqualTo(288);
        assertThat(session.openTime()).isEqualTo(time(date + "T00:00:00Z"));
        assertThat(bucketCount(session, "45m")).isEqualTo(32);
    }

    @Test
    void countsCryptoMonthsByTheCalendar() {
        Period february = session("CRYPTO", "2024-02-10").month();
        assertThat(february.expectedBars()).isEqualTo(8352);
        assertThat(february.openTime()).isEqualTo(time("2024-02-01T00:00:00Z"));
        assertThat(february.closeTime()).isEqualTo(time("2024-03-01T00:00:00Z"));
        assertThat(session("CRYPTO", "2025-02-10").month().expectedBars()).isEqualTo(28 * 288);
    }

    @Test
    void beginsCryptoWeeksOnMonday() {
        Period week = session("CRYPTO", "2025-07-06").week();
        assertThat(week.expectedBars()).isEqualTo(2016);
        assertThat(week.openTime()).isEqualTo(time("2025-06-30T00:00:00Z"));
        assertThat(week.closeTime()).isEqualTo(time("2025-07-07T00:00:00Z"));
    }

    @Test
    void passesFromOneCryptoDayToTheNextWithoutAGap() {
        VenueCalendar crypto = calendar("CRYPTO");
        long newYear = time("2025-01-01T00:00:00Z");
        assertThat(crypto.sessionAt(newYear - 1)).isSameAs(session("CRYPTO", "2024-12-31"));
        assertThat(crypto.sessionAt(newYear)).isSameAs(session("CRYPTO", "2025-01-01"));
        assertThat(crypto.sessionClosingAt(newYear)).isSameAs(session("CRYPTO", "2024-12-31"));
    }
}
