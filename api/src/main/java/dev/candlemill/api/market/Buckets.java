package dev.candlemill.api.market;

import dev.candlemill.calendar.BucketGrid;
import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Period;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import java.util.Optional;

/** The buckets that a calendar has, in order. */
public final class Buckets {

    /** Sessions that are looked through for one that closed: more than any holiday is long. */
    private static final int SESSIONS_BACK = 45;

    private static final long DAY_MILLIS = 86_400_000;

    private final VenueCalendar calendar;
    private final Timeframe timeframe;

    public Buckets(VenueCalendar calendar, Timeframe timeframe) {
        this.calendar = calendar;
        this.timeframe = timeframe;
    }

    /** Takes buckets, {@code [openTime, closeTime)} in epoch milliseconds, while it says true. */
    @FunctionalInterface
    public interface Visitor {
        boolean bucket(long openTime, long closeTime);
    }

    /**
     * Every bucket that opens in {@code [from, to)}.
     *
     * @throws CalendarNotCoveredException where the venue's data ends before
     */
    public void between(long from, long to, Visitor visitor) {
        long lastPeriod = Long.MIN_VALUE;
        Session session = calendar.sessionAtOrAfter(from - lookBack());
        boolean goesOn = true;
        while (goesOn && session.openTime() < to) {
            if (timeframe.compareTo(Timeframe.D1) <= 0) {
                goesOn = ofSession(session, from, to, visitor);
            } else {
                Period period = period(session);
                if (period.openTime() != lastPeriod
                        && period.openTime() >= from
                        && period.openTime() < to) {
                    goesOn = visitor.bucket(period.openTime(), period.closeTime());
                }
                lastPeriod = period.openTime();
            }
            session = calendar.next(session.date());
        }
    }

    /**
     * When the bucket closes that opened before a time and runs then; the time itself: none does.
     */
    public long closeOfRunning(long time) {
        long[] close = {time};
        long back = timeframe.compareTo(Timeframe.D1) <= 0 ? 1 : SESSIONS_BACK;
        between(
                time - back * DAY_MILLIS,
                time,
                (openTime, closeTime) -> {
                    close[0] = Math.max(close[0], closeTime);
                    return true;
                });
        return close[0];
    }

    /** A session that is running at the beginning of a range may still open buckets in it. */
    private long lookBack() {
        return timeframe.compareTo(Timeframe.D1) <= 0 ? DAY_MILLIS : 0;
    }

    private boolean ofSession(Session session, long from, long to, Visitor visitor) {
        BucketGrid grid = session.grid();
        int ordinal = timeframe.ordinal();
        for (int bucket = 0; bucket < grid.bucketCount(ordinal); bucket++) {
            long open = session.slotOpen(grid.firstSlot(ordinal, bucket));
            if (open >= from
                    && open < to
                    && !visitor.bucket(open, session.slotOpen(grid.endSlot(ordinal, bucket)))) {
                return false;
            }
        }
        return true;
    }

    private Period period(Session session) {
        return timeframe == Timeframe.W1 ? session.week() : session.month();
    }

    /** When the last bucket closed that closed by then; empty where the data does not reach. */
    public Optional<Long> lastCloseBy(long time) {
        try {
            Session session = calendar.sessionAtOrAfter(time);
            for (int i = 0; i < SESSIONS_BACK; i++) {
                long close = lastCloseOf(session, time);
                if (close != Long.MIN_VALUE) {
                    return Optional.of(close);
                }
                session = calendar.previous(session.date());
            }
        } catch (CalendarNotCoveredException e) {
            // then nobody knows
        }
        return Optional.empty();
    }

    private long lastCloseOf(Session session, long time) {
        if (timeframe.compareTo(Timeframe.D1) > 0) {
            long close = period(session).closeTime();
            return close <= time ? close : Long.MIN_VALUE;
        }
        BucketGrid grid = session.grid();
        int ordinal = timeframe.ordinal();
        for (int bucket = grid.bucketCount(ordinal) - 1; bucket >= 0; bucket--) {
            long close = session.slotOpen(grid.endSlot(ordinal, bucket));
            if (close <= time) {
                return close;
            }
        }
        return Long.MIN_VALUE;
    }
}
