package dev.candlemill.indicator;

import dev.candlemill.calendar.Timeframe;
import java.util.Arrays;

/** The candles of one symbol and timeframe in order, by column; only grows. */
public final class CandleSeries {

    private static final int FIRST_CAPACITY = 256;

    private final Timeframe timeframe;
    private int size;
    private long[] openTime = new long[FIRST_CAPACITY];
    private long[] closeTime = new long[FIRST_CAPACITY];
    private int[] sessionDate = new int[FIRST_CAPACITY];
    private double[] open = new double[FIRST_CAPACITY];
    private double[] high = new double[FIRST_CAPACITY];
    private double[] low = new double[FIRST_CAPACITY];
    private double[] close = new double[FIRST_CAPACITY];
    private double[] volume = new double[FIRST_CAPACITY];
    private boolean[] complete = new boolean[FIRST_CAPACITY];

    public CandleSeries(Timeframe timeframe) {
        this.timeframe = timeframe;
    }

    public Timeframe timeframe() {
        return timeframe;
    }

    public int size() {
        return size;
    }

    /**
     * Copies the next candle.
     *
     * @throws IllegalArgumentException when it is of another timeframe, or not after the last one
     */
    public void add(SeriesCandle candle) {
        if (candle.timeframe != timeframe.ordinal()) {
            throw new IllegalArgumentException(
                    "a candle of "
                            + Timeframe.of(candle.timeframe).wire()
                            + " in a series of "
                            + timeframe.wire());
        }
        if (size > 0 && candle.openTime <= openTime[size - 1]) {
            throw new IllegalArgumentException(
                    "candle "
                            + candle.openTime
                            + " after "
                            + openTime[size - 1]
                            + ": expected order");
        }
        if (size == openTime.length) {
            grow();
        }
        openTime[size] = candle.openTime;
        closeTime[size] = candle.closeTime;
        sessionDate[size] = candle.sessionDate;
        open[size] = candle.open;
        high[size] = candle.high;
        low[size] = candle.low;
        close[size] = candle.close;
        volume[size] = candle.volume;
        complete[size] = candle.complete;
        size++;
    }

    private void grow() {
        int capacity = size * 2;
        openTime = Arrays.copyOf(openTime, capacity);
        closeTime = Arrays.copyOf(closeTime, capacity);
        sessionDate = Arrays.copyOf(sessionDate, capacity);
        open = Arrays.copyOf(open, capacity);
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        close = Arrays.copyOf(close, capacity);
        volume = Arrays.copyOf(volume, capacity);
        complete = Arrays.copyOf(complete, capacity);
    }

    /** Fills a candle with the values of the i-th. */
    public void get(int i, SeriesCandle candle) {
        candle.timeframe = timeframe.ordinal();
        candle.openTime = openTime[i];
        candle.closeTime = closeTime[i];
        candle.sessionDate = sessionDate[i];
        candle.open = open[i];
        candle.high = high[i];
        candle.low = low[i];
        candle.close = close[i];
        candle.volume = volume[i];
        candle.complete = complete[i];
    }

    /** Epoch milliseconds. */
    public long openTime(int i) {
        return openTime[i];
    }

    /** Epoch milliseconds. */
    public long closeTime(int i) {
        return closeTime[i];
    }

    public double open(int i) {
        return open[i];
    }

    public double high(int i) {
        return high[i];
    }

    public double close(int i) {
        return close[i];
    }

    /** The first candle that opens at or after then; the size where there is none. */
    public int firstFrom(long time) {
        int at = Arrays.binarySearch(openTime, 0, size, time);
        return at >= 0 ? at : -at - 1;
    }
}
