package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * True range (Wilder 1978): the largest of high - low and the distances of high and low from the
 * previous close. Undefined on bar 1, as in TA-Lib; TradingView gives high - low there, and ta4j
 * measures from 0. A window of 2: defined, usable and stable after 2. Volatility, in price units.
 *
 * <p>Candles: {@code tr} is defined after 2, usable after 2 and stable after 2.
 */
final class TrueRange extends CandleFormula {

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

    /** Of a new candle of the window, from 0 for the first, which must not be the series' first. */
    static double of(CandleWindow window, int i) {
        double[] data = window.data();
        int at = window.candles() - 1 - i;
        double previous = data[window.newest(Field.CLOSE) + at + 1];
        return Math.max(data[window.newest(Field.HIGH) + at], previous)
                - Math.min(data[window.newest(Field.LOW) + at], previous);
    }

    /** Of the current candle, which must not be the first. */
    static double of(CandleWindow window) {
        double previous = window.close(1);
        return Math.max(window.high(0), previous) - Math.min(window.low(0), previous);
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        if (Indicator.seen(state, at) > 1) {
            values[valuesAt] = of(window);
        }
    }
}
