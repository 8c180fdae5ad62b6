package dev.candlemill.indicator;

/** A formula over one candle after the other. */
abstract class CandleFormula extends Formula {

    CandleFormula(Profile profile) {
        super(profile);
    }

    /**
     * Takes in the series' next candle, which is the current one of {@code window}.
     *
     * @param state of the series; this formula's memory begins at {@code at}, and the double before
     *     it is {@link Indicator#seen how many candles it has seen}
     * @param values takes this formula's values from {@code valuesAt}, where NaN stands for those
     *     that remain undefined
     */
    abstract void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt);

    @Override
    final void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int to = valuesAt;
        for (int i = 0; i < window.candles(); i++) {
            window.moveTo(i);
            state[at - 1]++;
            update(window, state, at, values, to);
            to += width;
        }
    }
}
