package dev.candlemill.indicator;

/**
 * The highest high and the lowest low of a sliding window, for all new candles of a {@link
 * CandleWindow} at once, by van Herk's and Gil and Werman's algorithm: values are cut into blocks
 * as long as the window, which then is the end of one block and the beginning of the next. Three
 * comparisons per value however long the window is, and none that a processor has to guess.
 *
 * <p>While the window fills, what comes out means nothing.
 */
final class Extremes {

    private Extremes() {}

    /** Newest first. */
    static double[] highest(CandleWindow window, int bars) {
        double[] out = window.scratch(CandleWindow.HIGHEST, window.candles() + bars);
        slide(window, Field.HIGH, bars, 1, out);
        return out;
    }

    /** Newest first. */
    static double[] lowest(CandleWindow window, int bars) {
        double[] out = window.scratch(CandleWindow.LOWEST, window.candles() + bars);
        slide(window, Field.LOW, bars, -1, out);
        for (int i = 0; i < window.candles(); i++) {
            out[i] = -out[i];
        }
        return out;
    }

    private static void slide(
            CandleWindow window, Field field, int bars, double sign, double[] out) {
        double[] data = window.data();
        int newest = window.newest(field);
        int count = window.candles();
        int end = count + bars - 1;
        double[] toBegin = window.scratch(CandleWindow.MEANS, end);
        for (int block = 0; block < end; block += bars) {
            int last = Math.min(block + bars, end) - 1;
            double extreme = sign * data[newest + block];
            toBegin[block] = extreme;
            for (int i = block + 1; i <= last; i++) {
                extreme = Math.max(extreme, sign * data[newest + i]);
                toBegin[i] = extreme;
            }
            extreme = sign * data[newest + last];
            out[last] = extreme;
            for (int i = last - 1; i >= block; i--) {
                extreme = Math.max(extreme, sign * data[newest + i]);
                out[i] = extreme;
            }
        }
        for (int i = 0; i < count; i++) {
            out[i] = Math.max(out[i], toBegin[i + bars - 1]);
        }
    }
}
