package dev.candlemill.cli.explain;

import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Period;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The time that the calendar gives one candle.
 *
 * @param session the session that holds the time, of a week or month the first one
 * @param openTime epoch milliseconds, inclusive
 * @param closeTime epoch milliseconds, exclusive
 * @param expectedBars 5-minute slots inside trading hours
 * @param why one sentence
 * @param slots open times of those slots, of one session; empty for a week and a month
 */
record Bucket(
        Session session,
        long openTime,
        long closeTime,
        int expectedBars,
        String why,
        List<Long> slots) {

    /** The bucket that holds a time; empty when the venue is closed then. */
    static Optional<Bucket> at(VenueCalendar calendar, Timeframe timeframe, long time) {
        try {
            Session session = calendar.sessionAtOrAfter(time);
            if (timeframe == Timeframe.W1) {
                return period(calendar, session.week(), "week", time);
            }
            if (timeframe == Timeframe.MN1) {
                return period(calendar, session.month(), "month", time);
            }
            int slot = session.slotAt(time);
            return slot < 0
                    ? Optional.empty()
                    : Optional.of(inSession(calendar, session, timeframe, slot));
        } catch (CalendarNotCoveredException e) {
            return Optional.empty();
        }
    }

    private static Optional<Bucket> period(
            VenueCalendar calendar, Period period, String name, long time) {
        Session first = calendar.session(period.firstSession());
        if (first == null || time < period.openTime() || time >= period.closeTime()) {
            return Optional.empty();
        }
        String why =
                String.format(
                        Locale.ROOT,
                        "the %s of %s: sessions %s to %s",
                        name,
                        LocalDate.ofEpochDay(period.date()),
                        LocalDate.ofEpochDay(period.firstSession()),
                        LocalDate.ofEpochDay(period.lastSession()));
        return Optional.of(
                new Bucket(
                        first,
                        period.openTime(),
                        period.closeTime(),
                        period.expectedBars(),
                        why,
                        List.of()));
    }

    private static Bucket inSession(
            VenueCalendar calendar, Session session, Timeframe timeframe, int slot) {
        int ordinal = timeframe.ordinal();
        int bucket = session.grid().bucketAt(ordinal, slot);
        int first = session.grid().firstSlot(ordinal, bucket);
        int end = session.grid().endSlot(ordinal, bucket);
        List<Long> slots = new ArrayList<>();
        for (int i = first; i < end; i++) {
            if (session.grid().isTrading(i)) {
                slots.add(session.slotOpen(i));
            }
        }
        return new Bucket(
                session,
                session.slotOpen(first),
                session.slotOpen(end),
                session.grid().expectedBars(ordinal, bucket),
                why(calendar, session, timeframe, bucket, (end - first) * Timeframe.SLOT_MINUTES),
                slots);
    }

    private static String why(
            VenueCalendar calendar, Session session, Timeframe timeframe, int bucket, int minutes) {
        if (!timeframe.isIntraday()) {
            return "the whole session of " + LocalDate.ofEpochDay(session.date());
        }
        String place =
                String.format(
                        Locale.ROOT,
                        "bucket %d of %d in the session of %s, aligned to the %s",
                        bucket + 1,
                        session.grid().bucketCount(timeframe.ordinal()),
                        LocalDate.ofEpochDay(session.date()),
                        calendar.alignment().name().toLowerCase(Locale.ROOT));
        return minutes < timeframe.minutes()
                ? place + "; " + minutes + " minutes long, since a session cuts it"
                : place;
    }
}
