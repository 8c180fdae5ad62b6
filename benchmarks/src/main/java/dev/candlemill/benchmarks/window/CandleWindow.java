package dev.candlemill.benchmarks.window;

import org.apache.flink.streaming.api.windowing.windows.Window;

/** A bucket {@code [openTime, closeTime)} of one timeframe. */
public final class CandleWindow extends Window {

    private final int timeframe;
    private final long openTime;
    private final long closeTime;

    CandleWindow(int timeframe, long openTime, long closeTime) {
        this.timeframe = timeframe;
        this.openTime = openTime;
        this.closeTime = closeTime;
    }

    /** The ordinal of the timeframe. */
    int timeframe() {
        return timeframe;
    }

    long openTime() {
        return openTime;
    }

    long closeTime() {
        return closeTime;
    }

    @Override
    public long maxTimestamp() {
        return closeTime - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CandleWindow that
                && timeframe == that.timeframe
                && openTime == that.openTime
                && closeTime == that.closeTime;
    }

    @Override
    public int hashCode() {
        return (Long.hashCode(openTime) * 31 + Long.hashCode(closeTime)) * 31 + timeframe;
    }

    @Override
    public String toString() {
        return "window of timeframe " + timeframe + " [" + openTime + ", " + closeTime + ")";
    }
}
