package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Average true range (Wilder 1978). Seed: the mean of true ranges 2..n+1, at bar n + 1; it fades by
 * 1/n a bar. Volatility, in price units. TA-Lib agrees; TradingView counts high - low of bar 1 as a
 * true range and begins one bar earlier, ta4j averages from bar 1.
 *
 * <p>Candles: {@code atr(14)} is defined after 15, usable after 109 and stable after 295.
 */
final class Atr extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "atr",
                    "Average true range",
                    Category.VOLATILITY,
                    Units.PRICE,
                    List.of(Bars.smoothed(14)),
                    "Wilder 1978, first at bar n+1 as in TA-Lib; TradingView begins a bar earlier",
                    Atr::new);

    private final Smoothing average;

    private Atr(Arguments arguments) {
        super(
                TrueRange.reads(Profile.of(arguments, "atr"))
                        .remembers(Smoothing.SIZE)
                        .needs(weight(arguments.integer(Bars.NAME)).lengths()));
        average = Smoothing.wilder(0, arguments.integer(Bars.NAME));
    }

    static SeedWeight weight(int bars) {
        return SeedWeight.none(2).smoothed(bars, 1.0 / bars);
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int seen = Indicator.seen(state, at);
        double memory = state[at];
        for (int i = seen == 0 ? 1 : 0; i < window.candles(); i++) {
            int changes = seen + i;
            memory = average.step(memory, changes, TrueRange.of(window, i));
            if (average.isDefined(changes)) {
                values[valuesAt + i * width] = memory;
            }
        }
        state[at] = memory;
    }
}
