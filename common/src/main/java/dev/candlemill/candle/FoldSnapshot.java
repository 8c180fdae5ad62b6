package dev.candlemill.candle;

/**
 * The fold of one symbol as it was before the first bar of a month, stored so that a later run can
 * start there.
 *
 * @param at epoch milliseconds: the open of the month's first session
 * @param sessionDate epoch day of that session
 * @param bytes the versioned form of {@link FoldState}
 */
public record FoldSnapshot(String symbol, long at, int sessionDate, byte[] bytes) {}
