package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * Donchian channel: highest high and lowest low of the last n candles, the current one included,
 * and their middle. A window of n. Volatility, in price units. TradingView agrees; some leave the
 * current candle out. {@code window=partial}: values from the first candle on, of what there is.
 *
 * <p>Candles: {@code donchian(20)} is defined after 20, usable after 20 and stable after 20.
 */
final class Donchian extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "donchian",
                    "Donchian channel",
                    Category.VOLATILITY,
                    Units.PRICE,
                    List.of(
                            Bars.window(20),
                            Parameter.choice(
                                    "window",
                                    List.of("full", "partial"),
                                    "whether a window that still fills has values")),
                    "Donchian, current candle included as in TradingView",
                    Donchian::new);

    private final int definedAfter;
    private final Extreme highest;
    private final Extreme lowest;

    private Donchian(Arguments arguments) {
        super(
                Profile.of(arguments, "donchian_upper", "donchian_middle", "donchian_lower")
                        .reads(Field.HIGH, arguments.integer(Bars.NAME))
                        .reads(Field.LOW, arguments.integer(Bars.NAME))
                        .remembers(2 * Extreme.SIZE)
                        .needs(lengths(arguments)));
        definedAfter = lengths(arguments).definedAfter();
        highest = Extreme.highest(0, Source.HIGH, arguments.integer(Bars.NAME));
        lowest = Extreme.lowest(1, Source.LOW, arguments.integer(Bars.NAME));
    }

    private static Lengths lengths(Arguments arguments) {
        int bars = arguments.integer(Bars.NAME);
        return arguments.choice("window").equals("full")
                ? Lengths.window(bars)
                : new Lengths(1, 1, bars);
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        double high = highest.next(window, state, at);
        double low = lowest.next(window, state, at);
        if (Indicator.seen(state, at) >= definedAfter) {
            values[valuesAt] = high;
            values[valuesAt + 1] = (high + low) / 2;
            values[valuesAt + 2] = low;
        }
    }
}
