package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Smoothed moving average, also RMA or Wilder's: factor 1 / n. Seed: the mean of the first n
 * values, at bar n, fading by 1/n a bar. Trend, in price units. TradingView's RMA agrees; ta4j's
 * MMA starts from the first value.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code smma(14)} is
 * defined after 14, usable after 108 and stable after 294.
 */
final class Smma extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "smma",
                    "Smoothed moving average",
                    Category.TREND,
                    Units.PRICE,
                    List.of(Bars.smoothed(14), Source.parameter()),
                    "Wilder 1978, TradingView's RMA; ta4j's MMA starts from the first value",
                    Smma::new);

    private final Source source;
    private final Smoothing average;

    private Smma(Arguments arguments) {
        super(
                Profile.of(arguments, "smma")
                        .reads(Source.of(arguments), 1)
                        .remembers(Smoothing.SIZE)
                        .needs(weight(arguments.integer(Bars.NAME)).lengths()));
        source = Source.of(arguments);
        average = Smoothing.wilder(0, arguments.integer(Bars.NAME));
    }

    private static SeedWeight weight(int bars) {
        return SeedWeight.none(1).smoothed(bars, 1.0 / bars);
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        values[valuesAt] =
                average.next(state, at, Indicator.seen(state, at), source.get(window, 0));
    }
}
