package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.SpecException;
import java.util.List;

/**
 * Ichimoku (Hosoda): the middles between highest high and lowest low of three windows. Conversion
 * (tenkan) and base (kijun); span A is their mean, span B the longest window's. Stored unshifted: a
 * chart draws the spans {@code base} candles later and the close as lagging line so much earlier. A
 * window of the longest. Trend, in price units.
 *
 * <p>Candles: {@code ichimoku(9,26,52)} is defined after 52, usable after 52 and stable after 52.
 */
final class Ichimoku extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "ichimoku",
                    "Ichimoku",
                    Category.TREND,
                    Units.PRICE,
                    List.of(
                            Bars.window("conversion", 1, 9, "candles of the conversion line"),
                            Bars.window("base", 1, 26, "candles of the base line"),
                            Bars.window("span", 1, 52, "candles of span B")),
                    "Hosoda; stored unshifted, charts shift the spans",
                    Ichimoku::new);

    private final int[] bars;
    private final Extreme[] highest = new Extreme[3];
    private final Extreme[] lowest = new Extreme[3];

    private Ichimoku(Arguments arguments) {
        super(
                Profile.of(
                                arguments,
                                "ichimoku_conversion",
                                "ichimoku_base",
                                "ichimoku_span_a",
                                "ichimoku_span_b")
                        .reads(Field.HIGH, arguments.integer("span"))
                        .reads(Field.LOW, arguments.integer("span"))
                        .remembers(6 * Extreme.SIZE)
                        .needs(Lengths.window(arguments.integer("span"))));
        bars =
                new int[] {
                    arguments.integer("conversion"),
                    arguments.integer("base"),
                    arguments.integer("span")
                };
        if (bars[0] >= bars[1] || bars[1] >= bars[2]) {
            throw new SpecException(
                    arguments + ": expected conversion below base, and base below span");
        }
        for (int i = 0; i < 3; i++) {
            highest[i] = Extreme.highest(2 * i, Source.HIGH, bars[i]);
            lowest[i] = Extreme.lowest(2 * i + 1, Source.LOW, bars[i]);
        }
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        double conversion = middle(0, window, state, at);
        double base = middle(1, window, state, at);
        double span = middle(2, window, state, at);
        values[valuesAt] = conversion;
        values[valuesAt + 1] = base;
        values[valuesAt + 2] = (conversion + base) / 2;
        values[valuesAt + 3] = span;
    }

    private double middle(int i, CandleWindow window, double[] state, int at) {
        double sum = highest[i].next(window, state, at) + lowest[i].next(window, state, at);
        return Indicator.seen(state, at) < bars[i] ? Double.NaN : sum / 2;
    }
}
