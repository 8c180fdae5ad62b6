package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * How far values of a window lie from their mean, population formulas (by n, not n - 1). A window
 * of n. Volatility.
 *
 * <ul>
 *   <li>{@code variance}, in squared price units; {@code stddev}, its root, in price units.
 *   <li>{@code zscore}: the newest value's distance from the mean in standard deviations; none: 0.
 * </ul>
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code variance(20)}
 * is defined after 20, usable after 20 and stable after 20; {@code stddev(20)} is defined after 20,
 * usable after 20 and stable after 20; {@code zscore(20)} is defined after 20, usable after 20 and
 * stable after 20.
 */
final class Spread extends Formula {

    static final IndicatorDefinition VARIANCE =
            definition("variance", "Variance", "price squared", Kind.VARIANCE);
    static final IndicatorDefinition STDDEV =
            definition("stddev", "Standard deviation", Units.PRICE, Kind.STDDEV);
    static final IndicatorDefinition ZSCORE =
            definition("zscore", "Z-score", Units.RATIO, Kind.ZSCORE);

    private enum Kind {
        VARIANCE,
        STDDEV,
        ZSCORE
    }

    private final Kind kind;
    private final Source source;
    private final int bars;
    private final RollingSum sum;

    private Spread(Arguments arguments, String name, Kind kind) {
        super(
                Profile.of(arguments, name)
                        .reads(
                                Source.of(arguments),
                                RollingSum.lookback(arguments.integer(Bars.NAME)))
                        .remembers(RollingSum.SIZE)
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        this.kind = kind;
        source = Source.of(arguments);
        bars = arguments.integer(Bars.NAME);
        sum = new RollingSum(bars);
    }

    private static IndicatorDefinition definition(
            String name, String title, String unit, Kind kind) {
        return new IndicatorDefinition(
                name,
                title,
                Category.VOLATILITY,
                unit,
                List.of(Bars.window(20), Source.parameter()),
                "population formula as in TA-Lib; others divide by n-1",
                arguments -> new Spread(arguments, name, kind));
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
            int from = line.newest() + count - 1 - i;
            double variance = Deviation.variance(line.data(), from, bars, means[i]);
            values[valuesAt + i * width] = value(variance, line.data()[from] - means[i]);
        }
    }

    private double value(double variance, double distance) {
        return switch (kind) {
            case VARIANCE -> variance;
            case STDDEV -> Math.sqrt(variance);
            case ZSCORE -> variance == 0 ? 0 : distance / Math.sqrt(variance);
        };
    }
}
