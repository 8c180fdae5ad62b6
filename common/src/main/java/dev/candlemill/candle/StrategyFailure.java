package dev.candlemill.candle;

import dev.candlemill.calendar.Timeframe;

/**
 * A strategy that failed on a symbol's candles and is silent from then on; everything else goes on.
 *
 * @param reason what it threw
 */
public record StrategyFailure(
        String setup, String symbol, Timeframe timeframe, String strategy, String reason) {}
