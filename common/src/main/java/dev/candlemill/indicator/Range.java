package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * The highest or the lowest value of a window, the current candle included; of highs and lows
 * unless {@code source} says otherwise (TA-Lib's MAX and MIN are of closes). A window of n.
 * Volatility, in price units.
 *
 * <p>Candles: {@code highest(20)} is defined after 20, usable after 20 and stable after 20; {@code
 * lowest(20)} is defined after 20, usable after 20 and stable after 20.
 */
final class Range extends CandleFormula {

    static final IndicatorDefinition HIGHEST =
            definition("highest", "Highest value", Source.HIGH, true);
    static final IndicatorDefinition LOWEST =
            definition("lowest", "Lowest value", Source.LOW, false);

    private final int bars;
    private final Extreme extreme;

    private Range(Arguments arguments, String name, boolean highest) {
        super(
                Profile.of(arguments, name)
                        .reads(Source.of(arguments), arguments.integer(Bars.NAME))
                        .remembers(Extreme.SIZE)
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        bars = arguments.integer(Bars.NAME);
        extreme =
                highest
                        ? Extreme.highest(0, Source.of(arguments), bars)
                        : Extreme.lowest(0, Source.of(arguments), bars);
    }

    private static IndicatorDefinition definition(
            String name, String title, Source source, boolean highest) {
        return new IndicatorDefinition(
                name,
                title,
                Category.VOLATILITY,
                Units.PRICE,
                List.of(Bars.window(20), Source.parameter(source)),
                "current candle included; TA-Lib's MAX and MIN are of closes",
                arguments -> new Range(arguments, name, highest));
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        double value = extreme.next(window, state, at);
        if (Indicator.seen(state, at) >= bars) {
            values[valuesAt] = value;
        }
    }
}
