package dev.candlemill.source.reader;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Period;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.source.split.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * The chunks in which one venue's stored content is loaded: month after month of sessions,
 * lengthened to whole weeks, so that no day, week or month is ever known in part.
 */
final class MonthChunks {

    /** The fold keeps five open, and while their grace lasts the one before them. */
    private static final int SESSIONS_OPEN = 6;

    private final VenueCalendar calendar;

    MonthChunks(VenueCalendar calendar) {
        this.calendar = calendar;
    }

    boolean covers(long time) {
        return calendar.covers(time);
    }

    /**
     * The first chunk of a region that has its first bar at {@code time}. It begins a month early
     * where the month's first week does; null where the calendar ends.
     */
    @Nullable Chunk startingAt(long time) {
        try {
            Period month = calendar.sessionAtOrAfter(time).month();
            return new Chunk(earliestNeeded(month), weekClose(month), month.closeTime(), true);
        } catch (CalendarNotCoveredException e) {
            return null;
        }
    }

    /**
     * The first chunk of a region that is read from {@code time} on, and takes in corrections of
     * what came before: as far back as the fold's horizon may reach. Null where the calendar ends.
     */
    @Nullable Chunk reachingBackFrom(long time) {
        try {
            Session session = calendar.sessionAtOrAfter(time);
            return startingAt(before(session).openTime());
        } catch (CalendarNotCoveredException e) {
            return null;
        }
    }

    private Session before(Session session) {
        Session earlier = session;
        try {
            for (int i = 0; i < SESSIONS_OPEN; i++) {
                earlier = calendar.previous(earlier.date());
            }
        } catch (CalendarNotCoveredException beginOfData) {
            return earlier;
        }
        return earlier;
    }

    /**
     * The chunk that begins exactly at {@code time}, the open of a month whose fold is stored; null
     * where the calendar ends.
     */
    @Nullable Chunk startingExactlyAt(long time) {
        try {
            Period month = calendar.sessionAtOrAfter(time).month();
            return new Chunk(time, weekClose(month), month.closeTime(), true);
        } catch (CalendarNotCoveredException e) {
            return null;
        }
    }

    /** The chunk after {@code chunk} when it begins before {@code end}; null otherwise. */
    @Nullable Chunk after(Chunk chunk, long end) {
        if (end <= chunk.monthClose()) {
            return null;
        }
        try {
            Period month = calendar.sessionAtOrAfter(chunk.monthClose()).month();
            return month.openTime() < end
                    ? new Chunk(month.openTime(), weekClose(month), month.closeTime(), false)
                    : null;
        } catch (CalendarNotCoveredException e) {
            return null;
        }
    }

    private long earliestNeeded(Period month) {
        try {
            Period week = session(month.firstSession()).week();
            return Math.min(month.openTime(), session(week.firstSession()).month().openTime());
        } catch (CalendarNotCoveredException e) {
            return month.openTime();
        }
    }

    private long weekClose(Period month) {
        try {
            return Math.max(month.closeTime(), session(month.lastSession()).week().closeTime());
        } catch (CalendarNotCoveredException e) {
            return month.closeTime();
        }
    }

    private Session session(int date) {
        return requireNonNull(calendar.session(date), "a period begins and ends with a session");
    }
}
