package dev.candlemill.api.candle;

/**
 * Of some rows of {@code candles}: another one as soon as any of them is another. A row's {@code
 * xmin} is the transaction that wrote it, and grows with each that writes it again.
 *
 * @param newest open time in epoch milliseconds; 0 without rows
 * @param writers the sum of all {@code xmin}, each less the first transaction of all
 */
record Version(long rows, long oldest, long newest, long writers) {

    static final Version NONE = new Version(0, 0, 0, 0);

    Version and(long openTime, long writer) {
        return rows == 0
                ? new Version(1, openTime, openTime, writer)
                : new Version(
                        rows + 1,
                        Math.min(oldest, openTime),
                        Math.max(newest, openTime),
                        writers + writer);
    }
}
