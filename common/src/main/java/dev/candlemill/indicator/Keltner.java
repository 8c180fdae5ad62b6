package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * Keltner channel (Raschke's form): an EMA of the close, and a multiple of the ATR above and below.
 * Seeds: those of EMA and ATR; a band's weight is the EMA's and the multiple of the ATR's.
 * Volatility, in price units. ta4j seeds both from bar 1.
 *
 * <p>Candles: {@code keltner(20,2,10)} is defined after 20, usable after 94 and stable after 230.
 */
final class Keltner extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "keltner",
                    "Keltner channel",
                    Category.VOLATILITY,
                    Units.PRICE,
                    List.of(
                            Bars.smoothed(20),
                            Parameter.decimal("multiple", "", 0.1, 10, 2, "ATRs to a band"),
                            Bars.smoothed("atr", 10, "candles of the ATR")),
                    "Raschke's form: EMA 20, 2 ATR 10",
                    Keltner::new);

    private final double multiple;
    private final Smoothing middle;
    private final Smoothing range;

    private Keltner(Arguments arguments) {
        super(
                TrueRange.reads(
                                Profile.of(
                                        arguments,
                                        "keltner_upper",
                                        "keltner_middle",
                                        "keltner_lower"))
                        .remembers(2 * Smoothing.SIZE)
                        .needs(
                                Ema.weight(arguments.integer(Bars.NAME))
                                        .plus(
                                                arguments.decimal("multiple"),
                                                Atr.weight(arguments.integer("atr")))
                                        .lengths()));
        multiple = arguments.decimal("multiple");
        middle = Smoothing.ema(0, arguments.integer(Bars.NAME));
        range = Smoothing.wilder(1, arguments.integer("atr"));
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int seen = Indicator.seen(state, at);
        double mean = middle.next(state, at, seen, window.close(0));
        if (seen == 1) {
            return;
        }
        double width = multiple * range.next(state, at, seen - 1, TrueRange.of(window));
        values[valuesAt] = mean + width;
        values[valuesAt + 1] = Double.isNaN(width) ? Double.NaN : mean;
        values[valuesAt + 2] = mean - width;
    }
}
