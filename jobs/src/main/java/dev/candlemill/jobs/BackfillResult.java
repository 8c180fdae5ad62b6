package dev.candlemill.jobs;

import dev.candlemill.candle.SymbolCounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param counts of all symbols, from state or from Postgres: whole even after restarts. Empty when
 *     every task had finished before the restart, so that none counted again, and no Postgres has
 *     kept what they counted
 * @param stopped setups that the last attempt stopped, each with its symbol and reason
 * @param barsRead input records that the last attempt read; fewer than all after a restore
 */
public record BackfillResult(
        String jobId,
        Optional<SymbolCounts> counts,
        List<String> stopped,
        long barsRead,
        Duration duration) {

    public BackfillResult {
        stopped = List.copyOf(stopped);
    }
}
