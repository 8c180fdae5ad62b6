package dev.candlemill.jobs.candle;

import static java.util.Objects.requireNonNull;

import dev.candlemill.source.MarketClock;
import java.io.Serializable;

/**
 * The market of a job whose input has no end.
 *
 * @param clock symbols are behind its time
 */
public record FollowedMarket(MarketClock clock) implements Serializable {

    public FollowedMarket {
        requireNonNull(clock, "clock is null");
    }
}
