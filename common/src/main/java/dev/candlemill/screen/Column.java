package dev.candlemill.screen;

/**
 * A number that a candle has.
 *
 * @param name as it is written in a condition
 * @param isFurther whether it is among the indicators by name, without a column of its own
 */
public record Column(String name, boolean isFurther) {}
