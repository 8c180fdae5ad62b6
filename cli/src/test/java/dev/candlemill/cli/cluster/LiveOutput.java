package dev.candlemill.cli.cluster;

import java.util.List;

/**
 * What a live job left.
 *
 * @param candles rows of that table
 * @param rows of candles, signals and rejected bars, without what names the run
 * @param records what the topics of candles and signals say in the end
 * @param repeated records that say again, or otherwise, what was said under the same revision
 */
record LiveOutput(long candles, List<String> rows, List<String> records, long repeated) {}
