package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Commodity channel index (Lambert 1980): the typical price's distance from its mean, in units of
 * 0.015 mean absolute deviations. Zero deviation: 0. A window of n. Momentum, a ratio without
 * bounds. TA-Lib, TradingView and ta4j agree, but for ta4j's values while the window fills.
 *
 * <p>Candles: {@code cci(20)} is defined after 20, usable after 20 and stable after 20.
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
    private final RollingSum sum;

    private Cci(Arguments arguments) {
        super(
                Profile.of(arguments, "cci")
                        .reads(Source.TYPICAL, RollingSum.lookback(arguments.integer(Bars.NAME)))
                        .remembers(RollingSum.SIZE)
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        bars = arguments.integer(Bars.NAME);
        sum = new RollingSum(bars);
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int seen = Indicator.seen(state, at);
        int count = window.candles();
        Line line = Source.TYPICAL_TIMES_3.line(window, bars);
        double[] data = line.data();
        double[] means = window.scratch(CandleWindow.MEANS, count);
        sum.means(state, at, seen, line, means, count);
        for (int i = Math.max(0, bars - 1 - seen); i < count; i++) {
            int from = line.newest() + count - 1 - i;
            double distance = Deviation.meanAbsolute(data, from, bars, means[i]);
            double lead = data[from] - means[i];
            values[valuesAt + i * width] = distance == 0 ? 0 : lead / (CONSTANT * distance);
        }
    }
}
