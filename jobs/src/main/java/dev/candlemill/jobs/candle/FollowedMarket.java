package dev.candlemill.jobs.candle;

import static java.util.Objects.requireNonNull;

import dev.candlemill.source.MarketClock;
import dev.candlemill.source.UnsettledReader;
import java.io.Serializable;
import java.util.List;

/**
 * The market of a job whose input has no end.
 *
 * @param clock symbols are behind its time
 * @param sinks what is asked, after a restore, for what a failed attempt has stored and sent
 */
public record FollowedMarket(MarketClock clock, List<UnsettledReader.Factory> sinks)
        implements Serializable {

    public FollowedMarket {
        requireNonNull(clock, "clock is null");
        sinks = List.copyOf(sinks);
    }
}
