package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Simple moving average: the mean of the last n values. Defined, usable and stable after n. Trend,
 * in price units. Every vendor agrees; while the window fills we have no value, ta4j a shorter
 * mean.
 */
final class Sma extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "sma",
                    "Simple moving average",
                    Category.TREND,
                    Units.PRICE,
                    List.of(Bars.window(20), Source.parameter()),
                    "mean of the window; ta4j gives shorter means while it fills",
                    Sma::new);

    private final int bars;
    private final RollingSum sum;

    private Sma(Arguments arguments) {
        super(
                Profile.of(arguments, "sma")
                        .reads(
                                Source.of(arguments),
                                RollingSum.lookback(arguments.integer(Bars.NAME)))
                        .remembers(RollingSum.SIZE)
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        bars = arguments.integer(Bars.NAME);
        sum = new RollingSum(0, Source.of(arguments), bars);
    }

    @Override
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        double mean = sum.nextMean(window, state, at);
        if (Indicator.seen(state, at) >= bars) {
            values[valuesAt] = mean;
        }
    }
}
