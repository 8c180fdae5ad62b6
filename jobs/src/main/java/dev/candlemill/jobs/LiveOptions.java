package dev.candlemill.jobs;

import static java.util.Objects.requireNonNull;

import dev.candlemill.jobs.SourceOptions.KafkaBarsOptions;
import dev.candlemill.postgres.ConnectionBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a live job is told, checked and resolved.
 *
 * @param run what it has in common with a backfill; the range does not matter
 * @param topic bars that others send; empty: all bars are polled
 * @param since where symbols begin of which nothing is known; empty: the market's time at the start
 * @param pollInterval how long a symbol is left alone after an answer
 * @param forming how often a candle that is not final is sent at most; empty: never
 * @param forgetAfter how long a symbol is held that is not followed any more, or of which no bar
 *     comes
 * @param flushInterval how long a row waits at most for others before it goes to Postgres
 * @param market the clock of a simulated market
 */
public record LiveOptions(
        BackfillOptions run,
        Optional<TopicOptions> topic,
        Optional<Instant> since,
        Duration pollInterval,
        Optional<Duration> forming,
        Duration forgetAfter,
        Duration flushInterval,
        MarketOptions market) {

    public LiveOptions {
        requireNonNull(run, "run is null");
        requireNonNull(market, "market is null");
    }

    /** Candles that are not final go to Kafka, where that is a sink. */
    boolean showsForming() {
        return forming.isPresent() && run.sinks().kafka().isPresent();
    }

    /** Bars are asked for, of all symbols or of those that no topic brings. */
    boolean polls() {
        return !(run.source() instanceof KafkaBarsOptions);
    }

    ConnectionBudget connections(int parallelism) {
        return ConnectionBudget.live(parallelism, polls() && topic.isPresent() ? 2 : 1);
    }

    /**
     * Bars that others send.
     *
     * @param symbols whose bars are read; empty: all
     */
    public record TopicOptions(KafkaBarsOptions bars, Set<String> symbols) {
        public TopicOptions {
            symbols = Set.copyOf(symbols);
        }
    }

    /**
     * Where a simulated market stands when the job starts, how fast it runs, and where it stops.
     *
     * @param time empty: now, or for a market that is faster than real time, where it was left; it
     *     never goes back
     * @param until after which nothing comes any more; empty: it goes on
     * @param speed market seconds per second
     */
    public record MarketOptions(Optional<Instant> time, Optional<Instant> until, double speed) {

        boolean isReal() {
            return time.isEmpty() && speed == 1;
        }
    }
}
