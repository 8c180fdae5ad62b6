package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * How far a value has come in n candles: a window of n + 1. Momentum.
 *
 * <ul>
 *   <li>{@code momentum}: the difference, in price units.
 *   <li>{@code roc}: rate of change in %, 100 (now / then - 1), undefined where then was 0 (TA-Lib:
 *       0).
 * </ul>
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code roc(12)} is
 * defined after 13, usable after 13 and stable after 13; {@code momentum(10)} is defined after 11,
 * usable after 11 and stable after 11.
 */
final class Change extends CandleFormula {

    static final IndicatorDefinition ROC =
            new IndicatorDefinition(
                    "roc",
                    "Rate of change",
                    Category.MOMENTUM,
                    Units.PERCENT,
                    List.of(Bars.window(12), Source.parameter()),
                    "100 (now / then - 1); from 0: undefined, where TA-Lib has 0",
                    arguments -> new Change(arguments, "roc", true));

    static final IndicatorDefinition MOMENTUM =
            new IndicatorDefinition(
                    "momentum",
                    "Momentum",
                    Category.MOMENTUM,
                    Units.PRICE,
                    List.of(Bars.window(10), Source.parameter()),
                    "now - then; every vendor agrees",
                    arguments -> new Change(arguments, "momentum", false));

    private final Source source;
    private final int bars;
    private final boolean relative;

    private Change(Arguments arguments, String name, boolean relative) {
        super(
                Profile.of(arguments, name)
                        .reads(Source.of(arguments), arguments.integer(Bars.NAME) + 1)
                        .needs(Lengths.window(arguments.integer(Bars.NAME) + 1)));
        this.relative = relative;
        source = Source.of(arguments);
        bars = arguments.integer(Bars.NAME);
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        if (Indicator.seen(state, at) <= bars) {
            return;
        }
        double then = source.get(window, bars);
        double change = source.get(window, 0) - then;
        if (!relative) {
            values[valuesAt] = change;
        } else if (then != 0) {
            values[valuesAt] = 100 * (change / then);
        }
    }
}
