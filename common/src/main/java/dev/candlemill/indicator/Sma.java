package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Simple moving average: the mean of the last n values. Defined, usable and stable after n. Trend,
 * in price units. Every vendor agrees; while the window fills we have no value, ta4j a shorter
 * mean.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code sma(20)} is
 * defined after 20, usable after 20 and stable after 20.
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
    private final Source source;
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
        source = Source.of(arguments);
        sum = new RollingSum(bars);
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int seen = Indicator.seen(state, at);
        int count = window.candles();
        double[] means = window.scratch(CandleWindow.MEANS, count);
        sum.means(state, at, seen, source.line(window, bars), means, count);
        for (int i = Math.max(0, bars - 1 - seen); i < count; i++) {
            values[valuesAt + i * width] = means[i];
        }
    }
}
