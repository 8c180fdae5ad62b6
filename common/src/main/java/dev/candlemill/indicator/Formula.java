package dev.candlemill.indicator;

import dev.candlemill.spec.Spec;
import java.util.List;

/** What an indicator says of itself; the formula is its subclass's. */
abstract class Formula implements Indicator {

    private final Profile profile;

    Formula(Profile profile) {
        this.profile = profile;
    }

    /**
     * Takes in a window's new candles. How many were seen before stands in front of the memory; the
     * caller counts.
     *
     * @param state of the series; this formula's memory begins at {@code at}
     * @param values takes the first candle's values from {@code valuesAt}, where NaN stands for
     *     those that remain undefined
     * @param width doubles from one candle's values to the next one's
     */
    abstract void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width);

    @Override
    public final Spec spec() {
        return profile.spec();
    }

    @Override
    public final List<String> valueNames() {
        return profile.valueNames();
    }

    @Override
    public final int lookback(Field field) {
        return profile.lookback(field);
    }

    @Override
    public final int stateSize() {
        return profile.stateSize();
    }

    @Override
    public final int definedAfter() {
        return profile.lengths().definedAfter();
    }

    @Override
    public final int usableAfter() {
        return profile.lengths().usableAfter();
    }

    @Override
    public final int stableAfter() {
        return profile.lengths().stableAfter();
    }

    @Override
    public final String toString() {
        return spec().toString();
    }
}
