package dev.candlemill.indicator;

/**
 * Mean and population variance of a window. The variance is computed anew from the candles as the
 * mean square of the distances from the mean: nothing drifts or cancels, and equal values have
 * none.
 */
final class Deviation {

    static final int SIZE = RollingSum.SIZE;

    private final Source source;
    private final int bars;
    private final RollingSum sum;

    Deviation(int offset, Source source, int bars) {
        this.source = source;
        this.bars = bars;
        sum = new RollingSum(offset, source, bars);
    }

    static int lookback(int bars) {
        return RollingSum.lookback(bars);
    }

    /** The mean after one more candle; ask for the variance of that candle behind it. */
    double nextMean(CandleWindow window, double[] state, int at) {
        return sum.nextMean(window, state, at);
    }

    double variance(CandleWindow window, double[] state, double mean) {
        if (source.single()) {
            return variance(state, source.place(window), mean);
        }
        double squares = 0;
        for (int back = 0; back < bars; back++) {
            double distance = source.get(window, state, back) - mean;
            squares += distance * distance;
        }
        return squares / bars;
    }

    private double variance(double[] state, int place, double mean) {
        double squares = 0;
        for (int back = 0; back < bars; back++) {
            double distance = state[place + back] - mean;
            squares += distance * distance;
        }
        return squares / bars;
    }

    /** The mean of the distances from the mean, without their signs. */
    double meanAbsolute(CandleWindow window, double[] state, double mean) {
        double distances = 0;
        for (int back = 0; back < bars; back++) {
            distances += Math.abs(source.get(window, state, back) - mean);
        }
        return distances / bars;
    }
}
