package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Averages of a window with fixed weights, computed anew for each candle. Defined, usable and
 * stable after n. Trend, in price units.
 *
 * <ul>
 *   <li>{@code wma}: weights 1 for the oldest to n for the newest; every vendor agrees.
 *   <li>{@code trima}: weights that rise to the middle and fall again, the simple average of a
 *       simple average; over n / 2 and n / 2 + 1 for an even n, as in TA-Lib.
 * </ul>
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code wma(20)} is
 * defined after 20, usable after 20 and stable after 20; {@code trima(20)} is defined after 20,
 * usable after 20 and stable after 20.
 */
final class WeightedMean extends CandleFormula {

    static final IndicatorDefinition WMA =
            new IndicatorDefinition(
                    "wma",
                    "Weighted moving average",
                    Category.TREND,
                    Units.PRICE,
                    List.of(Bars.window(20), Source.parameter()),
                    "weights n..1 from the newest; ta4j gives shorter means while the window fills",
                    arguments -> new WeightedMean(arguments, "wma", linear(bars(arguments))));

    static final IndicatorDefinition TRIMA =
            new IndicatorDefinition(
                    "trima",
                    "Triangular moving average",
                    Category.TREND,
                    Units.PRICE,
                    List.of(Bars.window(20), Source.parameter()),
                    "simple average of a simple average as in TA-Lib",
                    arguments -> new WeightedMean(arguments, "trima", triangle(bars(arguments))));

    private final Source source;

    /** From the newest; their sum is 1. */
    private final double[] weights;

    private WeightedMean(Arguments arguments, String name, double[] weights) {
        super(
                Profile.of(arguments, name)
                        .reads(Source.of(arguments), weights.length)
                        .needs(Lengths.window(weights.length)));
        source = Source.of(arguments);
        this.weights = weights;
    }

    private static int bars(Arguments arguments) {
        return arguments.integer(Bars.NAME);
    }

    static double[] linear(int bars) {
        return normalised(bars, back -> bars - back);
    }

    private static double[] triangle(int bars) {
        return normalised(bars, back -> Math.min(back + 1, bars - back));
    }

    private static double[] normalised(int bars, IntToDoubleFunction weight) {
        double sum = 0;
        for (int back = 0; back < bars; back++) {
            sum += weight.applyAsDouble(back);
        }
        double[] weights = new double[bars];
        for (int back = 0; back < bars; back++) {
            weights[back] = weight.applyAsDouble(back) / sum;
        }
        return weights;
    }

    /** The weighted mean, as the newest value and the mean distance from it. */
    static double mean(CandleWindow window, Source source, double[] weights) {
        double newest = source.get(window, 0);
        double sum = 0;
        for (int back = 1; back < weights.length; back++) {
            sum += weights[back] * (source.get(window, back) - newest);
        }
        return newest + sum;
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        if (Indicator.seen(state, at) >= weights.length) {
            values[valuesAt] = mean(window, source, weights);
        }
    }
}
