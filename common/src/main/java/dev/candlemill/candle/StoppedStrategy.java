package dev.candlemill.candle;

/**
 * A strategy that cannot be computed for a symbol, or failed on its candles: its whole setup is
 * silent there from then on; everything else goes on.
 *
 * @param strategy as the setup names it
 * @param reason what is wrong with it, or what it threw
 */
public record StoppedStrategy(String setup, String symbol, String strategy, String reason) {}
