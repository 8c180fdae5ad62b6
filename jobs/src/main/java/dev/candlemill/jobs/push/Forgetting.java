package dev.candlemill.jobs.push;

import dev.candlemill.calendar.Session;
import java.util.TreeMap;

/**
 * Says of a symbol whether nothing has to be held of it: no bar has come for long, nothing is open,
 * and whatever went out is stored, since a checkpoint has completed. Used by one thread; times are
 * the machine's, in epoch milliseconds.
 */
final class Forgetting {

    private final PushOptions options;

    /** The newest time at which anything went out when each checkpoint was begun. */
    private final TreeMap<Long, Long> begun = new TreeMap<>();

    private long latest = Long.MIN_VALUE;
    private long storedBefore = Long.MIN_VALUE;

    Forgetting(PushOptions options) {
        this.options = options;
    }

    /** Something goes out now. */
    void note(long now) {
        latest = Math.max(latest, now);
    }

    void snapshot(long checkpoint) {
        begun.put(checkpoint, latest);
    }

    void complete(long checkpoint) {
        Long at = begun.get(checkpoint);
        begun.headMap(checkpoint, true).clear();
        storedBefore = at == null ? storedBefore : at;
    }

    /**
     * Whether the symbol may be forgotten.
     *
     * @param openedAt since when this job runs
     */
    boolean isDue(String key, PushedSymbol symbol, long now, long openedAt) {
        long since = Math.max(symbol.lastArrival, openedAt);
        if (symbol.loaded == null || now - since < options.forgetAfterMillis()) {
            return false;
        }
        long wentOut = options.clock().realAt(symbol.progress);
        if (storedBefore <= Math.max(wentOut, since + options.forgetAfterMillis())) {
            return false;
        }
        Session last =
                options.calendars()
                        .calendarOf(key)
                        .sessionAtOrAfter(Math.max(symbol.lastClose, symbol.cut + 1) - 1);
        long closes = Math.max(last.week().closeTime(), last.month().closeTime());
        return closes + options.graceMillis() <= symbol.progress;
    }
}
