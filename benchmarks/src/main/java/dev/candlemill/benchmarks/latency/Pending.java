package dev.candlemill.benchmarks.latency;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Bars whose signal has not come, and how long it took for those whose has. Times count from when a
 * bar was to be sent, so that a sender that falls behind hides nothing.
 */
final class Pending {

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;

    /** Which candle a signal belongs to. */
    record Candle(String symbol, long openTime) {}

    private final Map<Candle, Long> due = new ConcurrentHashMap<>();
    private Histogram micros = new Histogram(HIGHEST_MICROS, DIGITS);
    private volatile long lastArrival;

    /**
     * @param nanos when the bar is due, by {@link System#nanoTime}
     */
    void expect(Candle candle, long nanos) {
        due.put(candle, nanos);
    }

    /** A signal that nobody waits for says nothing. */
    void arrived(Candle candle, long nanos) {
        @Nullable Long since = due.get(candle);
        if (since == null) {
            return;
        }
        lastArrival = nanos;
        record(Math.max(0, nanos - since) / 1_000);
        due.remove(candle); // last: whoever sees that none is left sees all times
    }

    private synchronized void record(long took) {
        micros.recordValue(Math.min(took, HIGHEST_MICROS));
    }

    int size() {
        return due.size();
    }

    long lastArrival() {
        return lastArrival;
    }

    /** Microseconds since the last call. */
    synchronized Histogram take() {
        Histogram taken = micros;
        micros = new Histogram(HIGHEST_MICROS, DIGITS);
        return taken;
    }
}
