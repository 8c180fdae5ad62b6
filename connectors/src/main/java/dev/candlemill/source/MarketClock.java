package dev.candlemill.source;

import java.io.Serializable;
import java.time.Instant;

/**
 * What time it is in a market: the real time, or that of a market which was somewhere else when it
 * was watched first, and runs faster. Every machine of a job has the same one.
 *
 * @param realOrigin epoch milliseconds of this machine's clock
 * @param marketOrigin epoch milliseconds: the market's time then
 * @param speed market milliseconds per real one
 */
public record MarketClock(long realOrigin, long marketOrigin, double speed)
        implements Serializable {

    public MarketClock {
        if (!(speed > 0 && speed <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "the market's speed must be above 0 and at most 1,000,000: found " + speed);
        }
    }

    /** The machine's own time. */
    public static MarketClock real() {
        return new MarketClock(0, 0, 1);
    }

    /** A market that stands at {@code market} now. */
    public static MarketClock from(Instant market, double speed) {
        return new MarketClock(System.currentTimeMillis(), market.toEpochMilli(), speed);
    }

    /** The market's time, in epoch milliseconds. */
    public long now() {
        return at(System.currentTimeMillis());
    }

    /** The market's time at a time of the machine's clock. */
    public long at(long real) {
        return marketOrigin + (long) ((real - realOrigin) * speed);
    }

    /** When the machine's clock has come to a market time, to the millisecond after it. */
    public long realAt(long market) {
        return realOrigin + (long) Math.ceil((market - marketOrigin) / speed);
    }
}
