package dev.candlemill.indicator;

import java.util.Collection;
import java.util.List;

/**
 * Indicators of one series in a fixed order, over one shared window of candles: what is computed
 * for every candle, and the layout of what has to be remembered for it. Immutable; one object
 * serves all series.
 */
public final class IndicatorSet {

    /** Computes nothing. */
    public static final IndicatorSet NONE = new IndicatorSet();

    private IndicatorSet() {}

    /** The catalogue: what has a typed column in the candle tables, in the columns' order. */
    public static IndicatorSet catalogue() {
        return NONE;
    }

    /**
     * The catalogue, and further indicators behind it, in canonical form and sorted; what the
     * catalogue has already is not computed twice.
     *
     * @throws dev.candlemill.spec.SpecException for what is no indicator
     */
    public static IndicatorSet catalogueAnd(Collection<String> further) {
        return NONE;
    }

    public List<Indicator> indicators() {
        return List.of();
    }

    /** Values per candle. */
    public int width() {
        return 0;
    }

    /** The values' names, the catalogue's columns first. */
    public List<String> valueNames() {
        return List.of();
    }

    /** How many of the values have a typed column. */
    public int catalogueWidth() {
        return 0;
    }

    /**
     * Where the first value of an indicator in canonical form stands among the values.
     *
     * @throws IllegalArgumentException when it is not in the set
     */
    public int indexOf(String indicator) {
        throw new IllegalArgumentException(indicator + " is not in the set");
    }

    /** Doubles to remember per series; all zeros before the first candle. */
    public int stateSize() {
        return 0;
    }

    /** Says what each double of the state means; states of equal layout are interchangeable. */
    public String layout() {
        return "";
    }

    /**
     * Takes in the series' next candle.
     *
     * @param values takes {@link #width} values from {@code at}; NaN for what is not defined yet
     */
    public void update(double[] state, SeriesCandle candle, double[] values, int at) {}

    /**
     * Candles that one indicator has seen: those of the series, or fewer where the indicator was
     * added to a series that had begun before.
     */
    public long barCount(double[] state, String indicator) {
        return 0;
    }

    /** A state of this set from one of another layout: what both have is taken over. */
    public double[] adopt(String otherLayout, double[] other) {
        return new double[stateSize()];
    }
}
