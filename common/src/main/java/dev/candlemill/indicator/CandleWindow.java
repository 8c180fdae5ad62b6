package dev.candlemill.indicator;

/** The last candles of a series, newest first: 0 is the current candle. Reused over series. */
public interface CandleWindow {

    /** Candles of the series so far, the current one included, as far as this state goes back. */
    long count();

    double open(int back);

    double high(int back);

    double low(int back);

    double close(int back);

    double volume(int back);

    /** Epoch day of the current candle's session. */
    int sessionDate();

    /** Whether the current candle is the first of its session date. */
    boolean beginsSession();
}
