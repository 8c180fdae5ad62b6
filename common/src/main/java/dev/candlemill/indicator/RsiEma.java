package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * An EMA of the RSI, the smoothed line that charts draw over it. Seed: the RSI's, then the mean of
 * its first n values, at bar rsi + n; their weights follow from one another. Momentum, in %.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code
 * rsi_ema(14,14)} is defined after 28, usable after 118 and stable after 336.
 */
final class RsiEma extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "rsi_ema",
                    "EMA of the RSI",
                    Category.MOMENTUM,
                    Units.PERCENT,
                    List.of(
                            Bars.smoothed("rsi", 14, "candles of the RSI"),
                            Bars.smoothed(14),
                            Source.parameter()),
                    "Wilder's RSI under an EMA that is seeded with a mean",
                    RsiEma::new);

    private final int rsiBars;
    private final RsiLine rsi;
    private final Smoothing average;

    private RsiEma(Arguments arguments) {
        super(
                Profile.of(arguments, "rsi_ema")
                        .reads(Source.of(arguments), 2)
                        .remembers(RsiLine.SIZE + Smoothing.SIZE)
                        .needs(lengths(arguments)));
        rsiBars = arguments.integer("rsi");
        rsi = new RsiLine(0, Source.of(arguments), rsiBars);
        average = Smoothing.ema(RsiLine.SIZE, arguments.integer(Bars.NAME));
    }

    private static Lengths lengths(Arguments arguments) {
        int bars = arguments.integer(Bars.NAME);
        return RsiLine.weight(arguments.integer("rsi"))
                .smoothed(bars, Smoothing.emaFactor(bars))
                .ratioLengths();
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        double strength = rsi.next(window, state, at);
        values[valuesAt] = average.next(state, at, Indicator.seen(state, at) - rsiBars, strength);
    }
}
