package dev.candlemill.jobs.candle;

import static java.util.Objects.requireNonNull;

import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.MarketClock;
import java.io.Serializable;

/**
 * The market of a job whose input has no end.
 *
 * @param clock symbols are behind its time
 * @param stored what is asked, after a restore, for what a failed attempt has stored
 */
public record FollowedMarket(MarketClock clock, BaselineReader.Factory stored)
        implements Serializable {

    public FollowedMarket {
        requireNonNull(clock, "clock is null");
        requireNonNull(stored, "stored is null");
    }
}
