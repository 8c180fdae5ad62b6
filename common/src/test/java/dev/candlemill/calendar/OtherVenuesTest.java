package dev.candlemill.calendar;

import static dev.candlemill.calendar.CalendarFixture.bucketCount;
import static dev.candlemill.calendar.CalendarFixture.buckets;
import static dev.candlemill.calendar.CalendarFixture.calendar;
import static dev.candlemill.calendar.CalendarFixture.day;
import static dev.candlemill.calendar.CalendarFixture.isOpen;
import static dev.candlemill.calendar.CalendarFixture.lastBucket;
import static dev.candlemill.calendar.CalendarFixture.session;
import static dev.candlemill.calendar.CalendarFixture.sessionsOf;
import static dev.candlemill.calendar.CalendarFixture.span;
import static dev.candlemill.calendar.CalendarFixture.time;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** London, Tokyo, Hong Kong, and the two venues that exist for historic data. */
class OtherVenuesTest {

    @ParameterizedTest
    @CsvSource({
        "XLON, 2005, 252",
        "XLON, 2022, 250",
        "XLON, 2025, 253",
        "XTKS, 2019, 241",
        "XTKS, 2020, 242",
        "XTKS, 2024, 245",
        "XTKS, 2025, 243",
        "XHKG, 2020, 248",
        "XHKG, 2024, 246",
        "XHKG, 2025, 246"
    })
    void countsTheSessionsOfAYear(String venue, int year, int sessions) {
        assertThat(sessionsOf(calendar(venue), year)).hasSize(sessions);
    }

    @ParameterizedTest
    @CsvSource({
        "XLON, 2025-07-02, 5m, 102",
        "XLON, 2025-07-02, 1h, 9",
        "XLON, 2025-07-02, 45m, 12",
        "XTKS, 2024-11-01, 5m, 60",
        "XTKS, 2024-11-05, 5m, 66",
        "XTKS, 2024-11-01, 1h, 6",
        "XTKS, 2024-11-05, 1h, 6",
        "XTKS, 2024-11-05, 1d, 1",
        "XHKG, 2025-07-02, 5m, 66",
        "XHKG, 2025-07-02, 1h, 6"
    })
    void countsTheBucketsOfADay(String venue, String date, String timeframe, int buckets) {
        assertThat(bucketCount(session(venue, date), timeframe)).isEqualTo(buckets);
    }

    @Test
    void endsTheLondonDayWithHalfAnHour() {
        VenueCalendar london = calendar("XLON");
        Session session = session("XLON", "2025-07-02");
        assertThat(lastBucket(london, session, "1h")).isEqualTo("16:00-16:30");
        assertThat(lastBucket(london, session, "45m")).isEqualTo("16:15-16:30");
        assertThat(span(session)).isEqualTo("2025-07-02T07:00:00Z/2025-07-02T15:30:00Z");
        assertThat(span(session("XLON", "2025-01-02")))
                .isEqualTo("2025-01-02T08:00:00Z/2025-01-02T16:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2011-04-29",
                "2012-06-05",
                "2022-06-03",
                "2022-09-19",
                "2023-05-08",
                "2025-12-26"
            })
    void keepsLondonClosedOnItsSpecialBankHolidays(String date) {
        assertThat(isOpen("XLON", date)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2025-12-24", "2025-12-31", "2022-12-23", "2022-12-30", "2016-12-23"})
    void closesLondonAtHalfPastTwelveBeforeTheHolidays(String date) {
        assertThat(span(session("XLON", date))).endsWith("/" + date + "T12:30:00Z");
        assertThat(session("XLON", date).expectedBars()).isEqualTo(54);
    }

    @Test
    void startsANewBucketAfterTheTokyoLunch() {
        VenueCalendar tokyo = calendar("XTKS");
        Session before = session("XTKS", "2024-11-01");
        Session after = session("XTKS", "2024-11-05");
        assertThat(buckets(tokyo, before, "1h"))
                .isEqualTo(
                        "09:00-10:00 10:00-11:00 11:00-11:30 12:30-13:30 13:30-14:30 14:30-15:00");
        assertThat(buckets(tokyo, after, "1h"))
                .isEqualTo(
                        "09:00-10:00 10:00-11:00 11:00-11:30 12:30-13:30 13:30-14:30 14:30-15:30");
        assertThat(buckets(tokyo, after, "4h")).isEqualTo("09:00-11:30 12:30-15:30");
        assertThat(before.expectedBars()).isEqualTo(60);
        assertThat(after.expectedBars()).isEqualTo(66);
    }

    @Test
    void joinsBothHoursOfTokyoInTheMonthInWhichTheyChanged() {
        Period november = session("XTKS", "2024-11-05").month();
        assertThat(november.expectedBars()).isEqualTo(60 + 19 * 66);
        assertThat(isOpen("XTKS", "2024-11-04")).isFalse();
    }

    @Test
    void holdsNothingDuringLunch() {
        VenueCalendar tokyo = calendar("XTKS");
        Session session = session("XTKS", "2025-07-02");
        long lunch = time("2025-07-02T02:30:00Z");
        assertThat(tokyo.sessionAt(lunch)).isNull();
        assertThat(tokyo.sessionAt(lunch - 1)).isSameAs(session);
        assertThat(tokyo.sessionAtOrAfter(lunch)).isSameAs(session);
        assertThat(session.slotAt(lunch)).isEqualTo(-1);
        assertThat(session.slotAt(lunch - 1)).isEqualTo(29);
        assertThat(session.slotAt(time("2025-07-02T03:30:00Z"))).isEqualTo(42);
    }

    @Test
    void spansTheLunchWithTheOneDayBucket() {
        BucketGrid grid = session("XTKS", "2025-07-02").grid();
        int day = Timeframe.D1.ordinal();
        assertThat(grid.slotCount()).isEqualTo(78);
        assertThat(grid.firstSlot(day, 0)).isZero();
        assertThat(grid.endSlot(day, 0)).isEqualTo(78);
        assertThat(grid.bucketAt(day, 29)).isZero();
        assertThat(grid.bucketAt(day, 30)).isEqualTo(-1);
        assertThat(grid.bucketAt(day, 42)).isZero();
        assertThat(grid.expectedBars(day, 0)).isEqualTo(66);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2019-05-01",
                "2020-10-01",
                "2024-12-31",
                "2025-01-02",
                "2025-01-03",
                "2025-03-20",
                "2025-09-23",
                "2026-09-22"
            })
    void keepsTokyoClosedAtTheEquinoxesAndTheNewYear(String date) {
        assertThat(isOpen("XTKS", date)).isFalse();
    }

    @Test
    void halvesTheLastHourOfTheHongKongMorning() {
        assertThat(buckets(calendar("XHKG"), session("XHKG", "2025-07-02"), "1h"))
                .isEqualTo(
                        "09:30-10:30 10:30-11:30 11:30-12:00 13:00-14:00 14:00-15:00 15:00-16:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-01-28", "2025-12-24", "2025-12-31", "2024-02-09", "2020-01-24"})
    void takesTheAfternoonFromHongKongEves(String date) {
        Session eve = session("XHKG", date);
        assertThat(span(eve)).isEqualTo(date + "T01:30:00Z/" + date + "T04:00:00Z");
        assertThat(eve.expectedBars()).isEqualTo(30);
        assertThat(bucketCount(eve, "1h")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-10-13", "2021-10-13", "2023-09-08", "2024-09-06", "2026-04-07"})
    void keepsHongKongClosedOnTyphoonsAndSubstituteHolidays(String date) {
        assertThat(isOpen("XHKG", date)).isFalse();
    }

    @Test
    void runsTheFxcmDayFromMidnightFiveHoursBehindUtcInSummerToo() {
        assertThat(span(session("FXCM", "2014-05-01")))
                .isEqualTo("2014-05-01T05:00:00Z/2014-05-02T05:00:00Z");
        assertThat(span(session("FXCM", "2014-01-06")))
                .isEqualTo("2014-01-06T05:00:00Z/2014-01-07T05:00:00Z");
        assertThat(isOpen("FXCM", "2014-05-04")).isTrue();
        assertThat(isOpen("FXCM", "2014-05-03")).isFalse();
        assertThat(session("FXCM", "2014-05-04").week().date()).isEqualTo(day("2014-04-28"));
        assertThat(bucketCount(session("FXCM", "2014-05-01"), "1h")).isEqualTo(24);
    }

    @Test
    void namesTheGlobexDayByItsClose() {
        VenueCalendar globex = calendar("CMEG");
        Session monday = session("CMEG", "2013-10-07");
        assertThat(span(monday)).isEqualTo("2013-10-06T22:00:00Z/2013-10-07T21:15:00Z");
        assertThat(globex.sessionAt(time("2013-10-06T22:00:00Z"))).isSameAs(monday);
        assertThat(globex.sessionAt(time("2013-10-07T21:15:00Z"))).isNull();
        assertThat(bucketCount(monday, "1h")).isEqualTo(24);
        assertThat(monday.expectedBars()).isEqualTo(279);
        assertThat(globex.allowsNegativePrices()).isTrue();
        assertThat(calendar("XNYS").allowsNegativePrices()).isFalse();
    }
}
