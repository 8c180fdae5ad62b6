package dev.candlemill.source;

import java.io.Serializable;
import java.time.Instant;

/**
 * What time it is in a market: the real time, or that of a market which was somewhere else when it
 * was watched first, runs faster, and may stop. Every machine of a job has the same one.
 *
 * @param realOrigin epoch milliseconds of this machine's clock
 * @param marketOrigin epoch milliseconds: the market's time then
 * @param speed market milliseconds per real one
 * @param end the market's time at which it stops, in epoch milliseconds; {@link #NEVER}: it goes on
 */
public record MarketClock(long realOrigin, long marketOrigin, double speed, long end)
        implements Serializable {

    /** When something happens that does not. */
    public static final long NEVER = Long.MAX_VALUE;

    public MarketClock {
        if (!(speed > 0 && speed <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "the market's speed must be above 0 and at most 1,000,000: found " + speed);
        }
    }

    /** The machine's own time. */
    public static MarketClock real() {
        return new MarketClock(0, 0, 1, NEVER);
    }

    /** A market that is at {@code market} now. */
    public static MarketClock from(Instant market, double speed) {
        return new MarketClock(System.currentTimeMillis(), market.toEpochMilli(), speed, NEVER);
    }

    /** The same one, which stops at a time of the market, or where it began if that is later. */
    public MarketClock until(Instant time) {
        return new MarketClock(
                realOrigin, marketOrigin, speed, Math.max(marketOrigin, time.toEpochMilli()));
    }

    /** The market's time, in epoch milliseconds. */
    public long now() {
        return at(System.currentTimeMillis());
    }

    /** The market's time at a time of the machine's clock. */
    public long at(long real) {
        return Math.min(end, marketOrigin + (long) ((real - realOrigin) * speed));
    }

    /**
     * When the market has come to a time by the machine's clock, to the millisecond after it;
     * {@link #NEVER} when it stops before.
     */
    public long realAt(long market) {
        if (market > end) {
            return NEVER;
        }
        return realOrigin + (long) Math.ceil((market - marketOrigin) / speed);
    }
}
