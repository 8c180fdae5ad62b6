package dev.candlemill.calendar;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Short words for calendar tests: shipped venues, dates as text, sessions of a year. */
final class CalendarFixture {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private CalendarFixture() {}

    static VenueCalendar calendar(String venue) {
        return calendar(venue, Alignment.SESSION);
    }

    static VenueCalendar calendar(String venue, Alignment alignment) {
        return Venues.shipped().calendar(venue, alignment, Hours.REGULAR);
    }

    static VenueCalendar extended(String venue) {
        return Venues.shipped().calendar(venue, Alignment.SESSION, Hours.EXTENDED);
    }

    static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    static long time(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    static Session session(VenueCalendar calendar, String date) {
        return Objects.requireNonNull(calendar.session(day(date)), calendar + " is closed " + date);
    }

    static Session session(String venue, String date) {
        return session(calendar(venue), date);
    }

    static boolean isOpen(String venue, String date) {
        return calendar(venue).session(day(date)) != null;
    }

    /** {@code 2025-07-02T13:30:00Z/2025-07-02T20:00:00Z}. */
    static String span(Session session) {
        return Instant.ofEpochMilli(session.openTime())
                + "/"
                + Instant.ofEpochMilli(session.closeTime());
    }

    static List<Session> sessionsOf(VenueCalendar calendar, int year) {
        List<Session> sessions = new ArrayList<>();
        LocalDate newYear = LocalDate.of(year, 1, 1);
        newYear.datesUntil(newYear.plusYears(1))
                .map(date -> calendar.session((int) date.toEpochDay()))
                .filter(Objects::nonNull)
                .forEach(sessions::add);
        return sessions;
    }

    static int bucketCount(Session session, String timeframe) {
        return session.grid().bucketCount(Timeframe.parse(timeframe).ordinal());
    }

    /** Buckets in venue-local time: {@code 09:30-13:30 13:30-16:00}. */
    static String buckets(VenueCalendar calendar, Session session, String timeframe) {
        return IntStream.range(0, bucketCount(session, timeframe))
                .mapToObj(bucket -> bucket(calendar, session, timeframe, bucket))
                .collect(joining(" "));
    }

    static String lastBucket(VenueCalendar calendar, Session session, String timeframe) {
        return bucket(calendar, session, timeframe, bucketCount(session, timeframe) - 1);
    }

    private static String bucket(
            VenueCalendar calendar, Session session, String timeframe, int bucket) {
        int row = Timeframe.parse(timeframe).ordinal();
        return clock(calendar, session.slotOpen(session.grid().firstSlot(row, bucket)))
                + "-"
                + clock(calendar, session.slotOpen(session.grid().endSlot(row, bucket)));
    }

    private static String clock(VenueCalendar calendar, long time) {
        return ZonedDateTime.ofInstant(Instant.ofEpochMilli(time), calendar.zone()).format(CLOCK);
    }
}
