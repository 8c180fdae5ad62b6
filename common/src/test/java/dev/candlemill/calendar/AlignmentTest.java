package dev.candlemill.calendar;

import static dev.candlemill.calendar.CalendarFixture.bucketCount;
import static dev.candlemill.calendar.CalendarFixture.buckets;
import static dev.candlemill.calendar.CalendarFixture.calendar;
import static dev.candlemill.calendar.CalendarFixture.session;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentTest {

    @ParameterizedTest
    @CsvSource({
        "CLOCK, 2025-07-02, 1h,"
                + " 09:30-10:00 10:00-11:00 11:00-12:00 12:00-13:00 13:00-14:00 14:00-15:00 15:00-16:00",
        "CLOCK, 2025-07-03, 1h, 09:30-10:00 10:00-11:00 11:00-12:00 12:00-13:00",
        "CLOCK, 2025-07-02, 4h, 09:30-12:00 12:00-16:00",
        "CLOCK, 2025-07-03, 45m,"
                + " 09:30-09:45 09:45-10:30 10:30-11:15 11:15-12:00 12:00-12:45 12:45-13:00",
        "UTC, 2025-07-02, 4h, 09:30-12:00 12:00-16:00",
        "UTC, 2025-01-02, 4h, 09:30-11:00 11:00-15:00 15:00-16:00",
        "UTC, 2025-01-02, 1h,"
                + " 09:30-10:00 10:00-11:00 11:00-12:00 12:00-13:00 13:00-14:00 14:00-15:00 15:00-16:00",
        "UTC, 2025-07-03, 45m," + " 09:30-10:15 10:15-11:00 11:00-11:45 11:45-12:30 12:30-13:00",
        "UTC, 2025-07-02, 12h, 09:30-16:00",
        "CLOCK, 2025-07-02, 12h, 09:30-12:00 12:00-16:00",
        "CLOCK, 2025-07-02, 1d, 09:30-16:00",
        "UTC, 2025-07-02, 1d, 09:30-16:00"
    })
    void clipsTheGridToTheNewYorkSession(
            Alignment alignment, String date, String timeframe, String expected) {
        VenueCalendar calendar = calendar("XNYS", alignment);
        assertThat(buckets(calendar, session(calendar, date), timeframe)).isEqualTo(expected);
    }

    @Test
    void clipsTheGridToTheSegmentsAroundLunch() {
        VenueCalendar clock = calendar("XTKS", Alignment.CLOCK);
        assertThat(buckets(clock, session(clock, "2025-07-02"), "1h"))
                .isEqualTo(
                        "09:00-10:00 10:00-11:00 11:00-11:30 12:30-13:00 13:00-14:00 14:00-15:00"
                                + " 15:00-15:30");
        assertThat(buckets(clock, session(clock, "2025-07-02"), "6h"))
                .isEqualTo("09:00-11:30 12:30-15:30");
    }

    @ParameterizedTest
    @CsvSource({"2025-03-07", "2025-03-10", "2025-07-02", "2025-11-03"})
    void countsTheFxClockFromTheMidnightBeforeEachBucket(String date) {
        VenueCalendar clock = calendar("FX", Alignment.CLOCK);
        assertThat(buckets(clock, session(clock, date), "4h"))
                .isEqualTo(
                        "17:00-20:00 20:00-00:00 00:00-04:00 04:00-08:00 08:00-12:00 12:00-16:00"
                                + " 16:00-17:00");
        assertThat(bucketCount(session(clock, date), "1h")).isEqualTo(24);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-07-02, 17:00-20:00 20:00-00:00 00:00-04:00 04:00-08:00 08:00-12:00 12:00-16:00"
                + " 16:00-17:00",
        "2025-01-15, 17:00-19:00 19:00-23:00 23:00-03:00 03:00-07:00 07:00-11:00 11:00-15:00"
                + " 15:00-17:00"
    })
    void letsTheUtcGridOfFxMoveAgainstTheLocalClock(String date, String expected) {
        VenueCalendar utc = calendar("FX", Alignment.UTC);
        assertThat(buckets(utc, session(utc, date), "4h")).isEqualTo(expected);
    }

    @Test
    void givesCryptoTheSameBucketsInEveryAlignment() {
        VenueCalendar session = calendar("CRYPTO");
        for (Alignment alignment : Alignment.values()) {
            VenueCalendar aligned = calendar("CRYPTO", alignment);
            for (Timeframe timeframe : Timeframe.all().subList(0, Timeframe.W1.ordinal())) {
                assertThat(buckets(aligned, session(aligned, "2025-07-02"), timeframe.wire()))
                        .isEqualTo(
                                buckets(session, session(session, "2025-07-02"), timeframe.wire()));
            }
        }
    }

    @Test
    void sharesOneGridBetweenSessionsOfOneShape() {
        VenueCalendar utc = calendar("XNYS", Alignment.UTC);
        assertThat(session(utc, "2025-07-01").grid()).isSameAs(session(utc, "2025-07-02").grid());
        assertThat(session(utc, "2025-01-02").grid())
                .isNotSameAs(session(utc, "2025-07-02").grid());
        assertThat(session("XNAS", "2025-07-02").grid())
                .isSameAs(session("XNYS", "2025-01-02").grid());
    }

    @Test
    void keepsTheRepeatedAndTheSkippedHourApart() {
        VenueCalendar local = aroundTheClockIn("America/New_York");
        Session spring = session(local, "2025-03-09");
        Session autumn = session(local, "2025-11-02");
        assertThat(spring.expectedBars()).isEqualTo(276);
        assertThat(autumn.expectedBars()).isEqualTo(300);
        assertThat(bucketCount(spring, "1h")).isEqualTo(23);
        assertThat(bucketCount(autumn, "1h")).isEqualTo(25);
        assertThat(buckets(local, spring, "4h"))
                .isEqualTo(buckets(local, autumn, "4h"))
                .startsWith("00:00-04:00 04:00-08:00");
        assertThat(spring.grid().expectedBars(Timeframe.H4.ordinal(), 0)).isEqualTo(36);
        assertThat(autumn.grid().expectedBars(Timeframe.H4.ordinal(), 0)).isEqualTo(60);
    }

    private static VenueCalendar aroundTheClockIn(String zone) {
        String yaml =
                """
                venues:
                  LOCAL:
                    source: a test
                    zone: %s
                    covered: {from: 2024, to: 2026}
                    hours:
                      2024-01-01: {days: Mon-Sun, regular: 00:00-24:00}
                """
                        .formatted(zone);
        return Venues.withOverlay(yaml, "local.yaml")
                .calendar("LOCAL", Alignment.CLOCK, Hours.REGULAR);
    }
}
