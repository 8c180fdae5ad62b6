package dev.candlemill.api.candle;

import java.util.List;

/** Some candles in columns, ascending by open time, each once. Times in epoch milliseconds. */
final class Slice {

    final List<String> indicators;
    final long[] openTime;
    final long[] closeTime;
    final int[] sessionDate;

    /** By price (open, high, low, close, volume), then by candle. */
    final double[][] prices;

    /** By count (bar_count, expected_bar_count, revision, indicator_revision), then by candle. */
    final int[][] counts;

    final boolean[] isComplete;
    final String[] source;

    /** By indicator, then by candle; NaN where one is not defined. */
    final double[][] values;

    private int size;
    private Version version = Version.NONE;
    private boolean hasMore;

    Slice(int capacity, List<String> indicators) {
        this.indicators = indicators;
        openTime = new long[capacity];
        closeTime = new long[capacity];
        sessionDate = new int[capacity];
        prices = new double[5][capacity];
        counts = new int[4][capacity];
        isComplete = new boolean[capacity];
        source = new String[capacity];
        values = new double[indicators.size()][capacity];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long firstOpen() {
        return openTime[0];
    }

    long lastClose() {
        return closeTime[size - 1];
    }

    long lastOpen() {
        return openTime[size - 1];
    }

    /** Whether the limit cut off further ones. */
    boolean hasMore() {
        return hasMore;
    }

    /** Of its rows, and of the first one that was cut off. */
    Version version() {
        return version;
    }

    /** The next row is whole. */
    void add(long writer) {
        version = version.and(openTime[size], writer);
        size++;
    }

    void cut(long open, long writer) {
        version = version.and(open, writer);
        hasMore = true;
    }

    /** Without the room that no candle came for. */
    Slice trimmed() {
        if (size == openTime.length) {
            return this;
        }
        Slice trimmed = new Slice(size, indicators);
        System.arraycopy(openTime, 0, trimmed.openTime, 0, size);
        System.arraycopy(closeTime, 0, trimmed.closeTime, 0, size);
        System.arraycopy(sessionDate, 0, trimmed.sessionDate, 0, size);
        System.arraycopy(isComplete, 0, trimmed.isComplete, 0, size);
        System.arraycopy(source, 0, trimmed.source, 0, size);
        for (int price = 0; price < prices.length; price++) {
            System.arraycopy(prices[price], 0, trimmed.prices[price], 0, size);
        }
        for (int count = 0; count < counts.length; count++) {
            System.arraycopy(counts[count], 0, trimmed.counts[count], 0, size);
        }
        for (int value = 0; value < values.length; value++) {
            System.arraycopy(values[value], 0, trimmed.values[value], 0, size);
        }
        trimmed.size = size;
        trimmed.version = version;
        trimmed.hasMore = hasMore;
        return trimmed;
    }

    /** What it holds in memory, about: texts of sources are shared. */
    long bytes() {
        int columns = 2 + prices.length + values.length;
        return openTime.length
                * (Long.BYTES * (columns + 1L) + Integer.BYTES * (counts.length + 1L) + 1);
    }

    int incomplete() {
        int incomplete = 0;
        for (int i = 0; i < size; i++) {
            incomplete += isComplete[i] ? 0 : 1;
        }
        return incomplete;
    }

    /** Newest first to oldest first. */
    void reverse() {
        for (int i = 0, j = size - 1; i < j; i++, j--) {
            swap(i, j);
        }
    }

    private void swap(int i, int j) {
        swap(openTime, i, j);
        swap(closeTime, i, j);
        swap(sessionDate, i, j);
        for (double[] column : prices) {
            swap(column, i, j);
        }
        for (int[] column : counts) {
            swap(column, i, j);
        }
        for (double[] column : values) {
            swap(column, i, j);
        }
        boolean complete = isComplete[i];
        isComplete[i] = isComplete[j];
        isComplete[j] = complete;
        String from = source[i];
        source[i] = source[j];
        source[j] = from;
    }

    private static void swap(long[] column, int i, int j) {
        long value = column[i];
        column[i] = column[j];
        column[j] = value;
    }

    private static void swap(int[] column, int i, int j) {
        int value = column[i];
        column[i] = column[j];
        column[j] = value;
    }

    private static void swap(double[] column, int i, int j) {
        double value = column[i];
        column[i] = column[j];
        column[j] = value;
    }
}
