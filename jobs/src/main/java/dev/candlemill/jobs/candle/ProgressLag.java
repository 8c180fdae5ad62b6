package dev.candlemill.jobs.candle;

import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.VenueCalendar;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;

/**
 * Market milliseconds since the first time of a session that some symbol of a venue has not been
 * asked for; 0 while there is none. It grows by itself when no page comes, but not while the venue
 * is closed and all that came before is there. Written by the task, read by reporters.
 */
final class ProgressLag implements Gauge<Long> {

    private final LongSupplier marketTime;

    /** Epoch milliseconds by symbol. */
    private final Map<String, Long> missingSince = new ConcurrentHashMap<>();

    /**
     * @param marketTime epoch milliseconds
     */
    ProgressLag(LongSupplier marketTime) {
        this.marketTime = marketTime;
    }

    void reach(String symbol, long coveredUntil, VenueCalendar calendar) {
        missingSince.merge(symbol, nextOpen(coveredUntil, calendar), Math::max);
    }

    /** Nobody asks for the symbol any more. */
    void forget(String symbol) {
        missingSince.remove(symbol);
    }

    @Override
    public Long getValue() {
        long now = marketTime.getAsLong();
        long earliest = now;
        for (long since : missingSince.values()) {
            earliest = Math.min(earliest, since);
        }
        return now - earliest;
    }

    private static long nextOpen(long time, VenueCalendar calendar) {
        try {
            return Math.max(time, calendar.sessionAtOrAfter(time).openTime());
        } catch (CalendarNotCoveredException e) {
            return time;
        }
    }
}
