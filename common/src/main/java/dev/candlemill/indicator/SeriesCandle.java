package dev.candlemill.indicator;

/**
 * One candle of one series (symbol and timeframe) on its way through indicators and strategies.
 * Mutable and reused: nobody keeps it.
 */
public final class SeriesCandle {

    /** The ordinal of the timeframe. */
    public int timeframe;

    /** Epoch milliseconds, inclusive. */
    public long openTime;

    /** Epoch milliseconds, exclusive. */
    public long closeTime;

    /** Epoch day; VWAP starts anew when it changes. */
    public int sessionDate;

    public double open;
    public double high;
    public double low;
    public double close;
    public double volume;

    /** Whether every expected bar has come. */
    public boolean complete;
}
