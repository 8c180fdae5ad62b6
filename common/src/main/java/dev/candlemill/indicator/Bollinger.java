package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * Bollinger bands: the mean of n, and k population standard deviations above and below. A window of
 * n. Volatility, in price units. TA-Lib and TradingView agree; some others divide by n - 1.
 */
final class Bollinger extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "bollinger",
                    "Bollinger bands",
                    Category.VOLATILITY,
                    Units.PRICE,
                    List.of(
                            Bars.window(20),
                            Parameter.decimal(
                                    "deviations", "", 0.1, 10, 2, "standard deviations to a band"),
                            Source.parameter()),
                    "Bollinger; population standard deviation as in TA-Lib and TradingView",
                    Bollinger::new);

    private final int bars;
    private final double deviations;
    private final Deviation deviation;

    private Bollinger(Arguments arguments) {
        super(
                Profile.bareIf("bollinger(20,2)", arguments, "bb_upper", "bb_middle", "bb_lower")
                        .reads(
                                Source.of(arguments),
                                Deviation.lookback(arguments.integer(Bars.NAME)))
                        .remembers(Deviation.SIZE)
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        bars = arguments.integer(Bars.NAME);
        deviations = arguments.decimal("deviations");
        deviation = new Deviation(0, Source.of(arguments), bars);
    }

    @Override
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        double mean = deviation.nextMean(window, state, at);
        if (Indicator.seen(state, at) < bars) {
            return;
        }
        double width = deviations * Math.sqrt(deviation.variance(window, state, mean));
        values[valuesAt] = mean + width;
        values[valuesAt + 1] = mean;
        values[valuesAt + 2] = mean - width;
    }
}
