package dev.candlemill.candle;

import dev.candlemill.calendar.Timeframe;
import java.io.Serializable;
import java.util.Set;

/**
 * What the fold may be told.
 *
 * @param graceMillis how long after its close an incomplete bucket still waits
 * @param mergeClose whether a bar that opens exactly at a session's close belongs to its last
 *     buckets
 * @param timeframeMask bit per {@link Timeframe#ordinal}: which candles leave the fold; 5m always
 * @param fill what becomes of buckets without any bar
 * @param series what is computed over the candles
 */
public record FoldOptions(
        long graceMillis, boolean mergeClose, int timeframeMask, Fill fill, SeriesOptions series)
        implements Serializable {

    public static final FoldOptions DEFAULT =
            new FoldOptions(
                    60_000L,
                    false,
                    (1 << Timeframe.count()) - 1,
                    Fill.NONE,
                    SeriesOptions.CATALOGUE);

    /** The same, but candles only. */
    public FoldOptions candlesOnly() {
        return new FoldOptions(graceMillis, mergeClose, timeframeMask, fill, SeriesOptions.NONE);
    }

    /** The same with another policy for missing bars. */
    public FoldOptions filling(Fill policy) {
        return new FoldOptions(graceMillis, mergeClose, timeframeMask, policy, series);
    }

    /** Nothing is filled. */
    public FoldOptions(
            long graceMillis, boolean mergeClose, int timeframeMask, SeriesOptions series) {
        this(graceMillis, mergeClose, timeframeMask, Fill.NONE, series);
    }

    public FoldOptions {
        if (graceMillis < 0) {
            throw new IllegalArgumentException("grace " + graceMillis + " ms: expected >= 0");
        }
        timeframeMask |= 1;
    }

    public static int maskOf(Set<Timeframe> timeframes) {
        int mask = 0;
        for (Timeframe timeframe : timeframes) {
            mask |= 1 << timeframe.ordinal();
        }
        return mask;
    }

    /**
     * The open of the earliest slot that may wait for its bars, where progress has come to {@code
     * progress}: all slots before it are final, and with them their bars are stored.
     */
    public static long settledUntil(long progress, long graceMillis) {
        return Math.floorDiv(progress - graceMillis, Timeframe.SLOT_MILLIS) * Timeframe.SLOT_MILLIS;
    }

    /** What leaves the fold of a symbol of which these are wanted, too. */
    int emitted(int wanted) {
        return timeframeMask | wanted;
    }
}
