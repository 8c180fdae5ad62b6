package dev.candlemill.jobs;

import dev.candlemill.candle.SymbolCounts;
import java.time.Duration;

/**
 * What became of a run.
 *
 * @param counts of all symbols, from state: whole even after restarts
 * @param barsRead input records that the last attempt read; fewer than all after a restore
 */
public record BackfillResult(String jobId, SymbolCounts counts, long barsRead, Duration duration) {}
