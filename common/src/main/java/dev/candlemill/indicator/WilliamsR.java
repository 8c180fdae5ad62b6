package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Williams %R: -100 (highest high - close) / (highest high - lowest low), from -100 to 0. No range:
 * -50, as the stochastic's 50. A window of n. Momentum, in %. TA-Lib and TradingView agree
 * otherwise.
 *
 * <p>Candles: {@code williams_r(14)} is defined after 14, usable after 14 and stable after 14.
 */
final class WilliamsR extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "williams_r",
                    "Williams %R",
                    Category.MOMENTUM,
                    Units.PERCENT,
                    List.of(Bars.window(14)),
                    "Williams, -100 to 0; no range -50",
                    WilliamsR::new);

    private final int bars;
    private final Extreme highest;
    private final Extreme lowest;

    private WilliamsR(Arguments arguments) {
        super(
                Profile.of(arguments, "williams_r")
                        .reads(Field.HIGH, arguments.integer(Bars.NAME))
                        .reads(Field.LOW, arguments.integer(Bars.NAME))
                        .reads(Field.CLOSE, 1)
                        .remembers(2 * Extreme.SIZE)
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        bars = arguments.integer(Bars.NAME);
        highest = Extreme.highest(0, Source.HIGH, bars);
        lowest = Extreme.lowest(1, Source.LOW, bars);
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        double high = highest.next(window, state, at);
        double low = lowest.next(window, state, at);
        if (Indicator.seen(state, at) >= bars) {
            values[valuesAt] = high == low ? -50 : -100 * ((high - window.close(0)) / (high - low));
        }
    }
}
