package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * Bollinger bands: the mean of n, and k population standard deviations above and below. A window of
 * n. Volatility, in price units. TA-Lib and TradingView agree; some others divide by n - 1.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code
 * bollinger(20,2)} is defined after 20, usable after 20 and stable after 20.
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
    private final Source source;
    private final RollingSum sum;

    private Bollinger(Arguments arguments) {
        super(
                Profile.bareIf("bollinger(20,2)", arguments, "bb_upper", "bb_middle", "bb_lower")
                        .reads(
                                Source.of(arguments),
                                RollingSum.lookback(arguments.integer(Bars.NAME)))
                        .remembers(RollingSum.SIZE)
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        bars = arguments.integer(Bars.NAME);
        deviations = arguments.decimal("deviations");
        source = Source.of(arguments);
        sum = new RollingSum(bars);
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int seen = Indicator.seen(state, at);
        int count = window.candles();
        Line line = source.line(window, bars);
        double[] means = window.scratch(CandleWindow.MEANS, count);
        sum.means(state, at, seen, line, means, count);
        for (int i = Math.max(0, bars - 1 - seen); i < count; i++) {
            double mean = means[i];
            int from = line.newest() + count - 1 - i;
            double variance = Deviation.variance(line.data(), from, bars, mean);
            double distance = deviations * Math.sqrt(variance);
            int to = valuesAt + i * width;
            values[to] = mean + distance;
            values[to + 1] = mean;
            values[to + 2] = mean - distance;
        }
    }
}
