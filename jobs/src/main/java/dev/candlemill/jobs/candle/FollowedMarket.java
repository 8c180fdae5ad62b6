package dev.candlemill.jobs.candle;

import static java.util.Objects.requireNonNull;

import dev.candlemill.source.MarketClock;
import dev.candlemill.source.UnsettledReader;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * The market of a job whose input has no end.
 *
 * @param clock symbols are behind its time
 * @param begun when this start of the job was made: nothing of it was let out before
 * @param sinks what is asked, before anything is folded, for what a failed attempt has stored and
 *     sent
 */
public record FollowedMarket(MarketClock clock, Instant begun, List<UnsettledReader.Factory> sinks)
        implements Serializable {

    public FollowedMarket {
        requireNonNull(clock, "clock is null");
        requireNonNull(begun, "begun is null");
        sinks = List.copyOf(sinks);
    }
}
