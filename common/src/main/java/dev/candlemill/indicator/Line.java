package dev.candlemill.indicator;

/**
 * Consecutive values side by side, newest first.
 *
 * @param newest where the last one stands in {@code data}
 */
record Line(double[] data, int newest) {}
