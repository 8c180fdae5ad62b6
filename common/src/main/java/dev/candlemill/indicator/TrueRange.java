package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * True range (Wilder 1978): the largest of high - low and the distances of high and low from the
 * previous close. Undefined on bar 1, as in TA-Lib; TradingView gives high - low there, and ta4j
 * measures from 0. A window of 2: defined, usable and stable after 2. Volatility, in price units.
 */
final class TrueRange extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "tr",
                    "True range",
                    Category.VOLATILITY,
                    Units.PRICE,
                    List.of(),
                    "Wilder 1978; undefined on bar 1, where TradingView and ta4j have high - low",
                    TrueRange::new);

    private TrueRange(Arguments arguments) {
        super(reads(Profile.of(arguments, "tr")).needs(Lengths.window(2)));
    }

    static Profile reads(Profile profile) {
        return profile.reads(Field.HIGH, 1).reads(Field.LOW, 1).reads(Field.CLOSE, 2);
    }

    /** Of the current candle, which must not be the first. */
    static double of(CandleWindow window, double[] state) {
        double previous = window.close(state, 1);
        return Math.max(window.high(state, 0), previous) - Math.min(window.low(state, 0), previous);
    }

    @Override
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        if (Indicator.seen(state, at) > 1) {
            values[valuesAt] = of(window, state);
        }
    }
}
