package dev.candlemill.jobs;

import dev.candlemill.candle.SymbolCounts;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param counts of all symbols, from state or from Postgres: whole even after restarts. Empty when
 *     every task had finished before the restart, so that none counted again, and no Postgres has
 *     kept what they counted
 * @param barsRead input records that the last attempt read; fewer than all after a restore
 */
public record BackfillResult(
        String jobId, Optional<SymbolCounts> counts, long barsRead, Duration duration) {}
