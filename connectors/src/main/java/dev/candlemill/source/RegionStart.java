package dev.candlemill.source;

/**
 * Where indicators can be taken up again.
 *
 * @param time epoch milliseconds: the open of a month whose fold is stored, or else of the first
 *     stored candle
 * @param isSnapshot whether the fold as it was before {@code time} is stored
 */
public record RegionStart(long time, boolean isSnapshot) {}
