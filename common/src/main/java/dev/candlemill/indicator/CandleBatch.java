package dev.candlemill.indicator;

import java.util.Arrays;

/**
 * Some consecutive candles of one series, and their indicator values: indicator by indicator over
 * all of them, which is several times as fast as candle by candle. However a series is cut into
 * batches, its values are the same to the last bit. Reused over series; not thread-safe.
 */
public final class CandleBatch {

    private final CandleWindow window = new CandleWindow();
    private IndicatorSet indicators = IndicatorSet.NONE;
    private double[] state = {};
    private double[] values = {};
    private int added;

    /**
     * Takes up a series.
     *
     * @param seriesState of the set's layout; it is changed by {@link #compute}
     * @param candles how many follow
     */
    public void begin(IndicatorSet set, double[] seriesState, int candles) {
        indicators = set;
        state = seriesState;
        added = 0;
        if (set.width() > 0) {
            window.begin(set.window(), seriesState, candles);
        }
        if (values.length < candles * set.width()) {
            values = new double[candles * set.width()];
        }
    }

    public void add(SeriesCandle candle) {
        if (indicators.width() > 0) {
            window.put(added, candle);
        }
        added++;
    }

    /** Computes the values of all candles, once that all have been added. */
    public void compute() {
        if (indicators.width() == 0) {
            return;
        }
        int end = added * indicators.width();
        Arrays.fill(values, 0, end, Double.NaN);
        indicators.update(window, state, values);
        window.end(state);
        for (int i = 0; i < end; i++) {
            if (Double.isInfinite(values[i])) {
                values[i] = Double.NaN;
            }
        }
    }

    /** Copies a candle's values; NaN stands for what is not defined yet, or has no finite value. */
    public void copyValues(int candle, double[] to, int at) {
        int width = indicators.width();
        System.arraycopy(values, candle * width, to, at, width);
    }

    /** A batch of one. */
    public void compute(
            IndicatorSet set, double[] seriesState, SeriesCandle candle, double[] to, int at) {
        begin(set, seriesState, 1);
        add(candle);
        compute();
        copyValues(0, to, at);
    }
}
