package dev.candlemill.indicator;

/** Wilder's RSI as a part of a formula. Remembers the averages of gains and losses. */
final class RsiLine {

    static final int SIZE = 2 * Smoothing.SIZE;

    private final Source source;
    private final Smoothing gains;
    private final Smoothing losses;

    RsiLine(int offset, Source source, int bars) {
        this.source = source;
        gains = Smoothing.wilder(offset, bars);
        losses = Smoothing.wilder(offset + 1, bars);
    }

    static SeedWeight weight(int bars) {
        return SeedWeight.none(2).smoothed(bars, 1.0 / bars);
    }

    /** The value after one more candle; NaN while there is none. */
    double next(CandleWindow window, double[] state, int at) {
        int changes = Indicator.seen(state, at) - 1;
        if (changes == 0) {
            return Double.NaN;
        }
        double change = source.get(window, 0) - source.get(window, 1);
        return of(
                gains.next(state, at, changes, Math.max(change, 0)),
                losses.next(state, at, changes, Math.max(-change, 0)));
    }

    /** Of average gain and loss; NaN while they are. */
    static double of(double gain, double loss) {
        double sum = gain + loss;
        return sum == 0 ? 50 : 100 * (gain / sum);
    }
}
