package dev.candlemill.jobs;

import dev.candlemill.candle.SymbolCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param counts of all symbols, from state or from Postgres: whole even after restarts. Empty when
 *     every task had finished before the restart, so that none counted again, and no Postgres has
 *     kept what they counted
 * @param handedOver what a live job got; empty when nothing was its
 * @param stopped setups that the last attempt stopped, each with its symbol and reason
 * @param barsRead input records that the last attempt read; fewer than all after a restore
 */
public record BackfillResult(
        String jobId,
        Optional<SymbolCounts> counts,
        Optional<HandedOver> handedOver,
        List<String> stopped,
        long barsRead,
        Duration duration) {

    public BackfillResult {
        stopped = List.copyOf(stopped);
    }

    /** Of a run that had nothing to do itself. */
    static BackfillResult nothing(String jobId, Duration duration) {
        SymbolCounts none = new SymbolCounts();
        return new BackfillResult(
                jobId, Optional.of(none), Optional.empty(), List.of(), 0, duration);
    }

    /** With what was handed over; what was rejected there is added to the counts. */
    BackfillResult with(HandedOver handed) {
        Optional<SymbolCounts> all = counts.map(SymbolCounts::copy);
        all.ifPresent(sum -> sum.add(handed.rejected()));
        long read = barsRead + handed.rejected().in;
        return new BackfillResult(jobId, all, Optional.of(handed), stopped, read, duration);
    }

    /**
     * Bars of months that a live job holds: it folds them, and counts them.
     *
     * @param bars how many; they are in no other count
     * @param rejected the records of those months that are no bars, by reason
     * @param since what opens before it was the run's own
     * @param live the job that takes them; empty when none runs: the next one does
     */
    public record HandedOver(
            long bars, SymbolCounts rejected, Instant since, Optional<String> live) {}
}
