package dev.candlemill.indicator;

/**
 * Mean and population variance of a window, computed anew from the candles in two passes, as
 * distances from the newest value: exact zeros for constant prices, and nothing to drift.
 */
final class Deviation {

    private final Source source;
    private final int bars;

    Deviation(Source source, int bars) {
        this.source = source;
        this.bars = bars;
    }

    double mean(CandleWindow window, double[] state) {
        double newest = source.get(window, state, 0);
        double sum = 0;
        for (int back = 1; back < bars; back++) {
            sum += source.get(window, state, back) - newest;
        }
        return newest + sum / bars;
    }

    double variance(CandleWindow window, double[] state, double mean) {
        double squares = 0;
        for (int back = 0; back < bars; back++) {
            double distance = source.get(window, state, back) - mean;
            squares += distance * distance;
        }
        return squares / bars;
    }
}
