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

    private final Source source;
    private final int bars;
    private final RollingSum sum = new RollingSum(0);

    private Sma(Arguments arguments) {
        super(
                Profile.of(arguments, "sma")
                        .reads(Source.of(arguments), arguments.integer(Bars.NAME) + 1)
                        .remembers(RollingSum.SIZE)
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        source = Source.of(arguments);
        bars = arguments.integer(Bars.NAME);
    }

    @Override
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        long seen = Indicator.seen(state, at);
        double total = sum.add(state, at, source.get(window, state, 0));
        if (seen > bars) {
            total = sum.add(state, at, -source.get(window, state, bars));
        }
        if (seen >= bars) {
            values[valuesAt] = total / bars;
        }
    }
}
