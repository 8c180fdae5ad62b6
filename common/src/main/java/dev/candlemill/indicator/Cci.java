package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Commodity channel index (Lambert 1980): the typical price's distance from its mean, in units of
 * 0.015 mean absolute deviations. Zero deviation: 0. A window of n. Momentum, a ratio without
 * bounds. TA-Lib, TradingView and ta4j agree, but for ta4j's values while the window fills.
 */
final class Cci extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "cci",
                    "Commodity channel index",
                    Category.MOMENTUM,
                    Units.RATIO,
                    List.of(Bars.window(20)),
                    "Lambert 1980, constant 0.015 and mean absolute deviation; no deviation 0",
                    Cci::new);

    private static final double CONSTANT = 0.015;

    private final int bars;
    private final Deviation deviation;

    private Cci(Arguments arguments) {
        super(
                Profile.of(arguments, "cci")
                        .reads(Source.TYPICAL, Deviation.lookback(arguments.integer(Bars.NAME)))
                        .remembers(Deviation.SIZE)
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        bars = arguments.integer(Bars.NAME);
        deviation = new Deviation(0, Source.TYPICAL_TIMES_3, bars);
    }

    @Override
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        double mean = deviation.nextMean(window, state, at);
        if (Indicator.seen(state, at) < bars) {
            return;
        }
        double distance = deviation.meanAbsolute(window, state, mean);
        double lead = Source.typicalTimes3(window, state, 0) - mean;
        values[valuesAt] = distance == 0 ? 0 : lead / (CONSTANT * distance);
    }
}
