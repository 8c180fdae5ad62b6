package dev.candlemill.bar;

/**
 * One provider record: what traded in {@code [openTime, openTime + size)}.
 *
 * @param openTime epoch milliseconds, inside the bar
 * @param volume in the provider's unit (shares, coins, contracts; 0 for quotes)
 */
public record Bar(
        long openTime, double open, double high, double low, double close, double volume) {}
