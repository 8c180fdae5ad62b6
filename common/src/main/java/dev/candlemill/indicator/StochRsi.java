package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * Stochastic RSI (Chande and Kroll 1994): where the RSI lies between its lowest and highest of the
 * last candles, from 0 to 100; K its mean over k, D the mean of K over d. No range: 50. The RSI's
 * seed fades as there; the windows behind it are as wrong as their oldest RSI. Momentum, in %.
 * TradingView agrees; TA-Lib does not smooth K, ta4j gives 0 to 1.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code
 * stochrsi(14,14,3,3)} is defined after 32, usable after 157 and stable after 374.
 */
final class StochRsi extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "stochrsi",
                    "Stochastic RSI",
                    Category.MOMENTUM,
                    Units.PERCENT,
                    List.of(
                            Bars.smoothed("rsi", 14, "candles of the RSI"),
                            Parameter.integer(
                                    "stochastic", "candles", 1, 500, 14, "RSIs of the range"),
                            Parameter.integer("k", "candles", 1, 100, 3, "candles of K's mean"),
                            Parameter.integer("d", "candles", 1, 100, 3, "candles of D's mean"),
                            Source.parameter()),
                    "Chande and Kroll 1994, 0 to 100, K smoothed as in TradingView; TA-Lib's K is"
                            + " raw",
                    StochRsi::new);

    /** An RSI's error weighs the more, the narrower its range: taken as a tenth of the scale. */
    private static final double AMPLIFIED = 10;

    private final RsiLine rsi;
    private final Ring strengths;
    private final Ring raw;
    private final Ring smoothed;
    private final int firstRange;
    private final int firstK;
    private final int firstD;

    private StochRsi(Arguments arguments) {
        super(
                Profile.of(arguments, "stochrsi_k", "stochrsi_d")
                        .reads(Source.of(arguments), 2)
                        .remembers(
                                RsiLine.SIZE
                                        + Ring.size(arguments.integer("stochastic"))
                                        + Ring.size(arguments.integer("k"))
                                        + Ring.size(arguments.integer("d")))
                        .needs(lengths(arguments)));
        int stochastic = arguments.integer("stochastic");
        int k = arguments.integer("k");
        int d = arguments.integer("d");
        rsi = new RsiLine(0, Source.of(arguments), arguments.integer("rsi"));
        strengths = new Ring(RsiLine.SIZE, stochastic);
        raw = new Ring(RsiLine.SIZE + Ring.size(stochastic), k);
        smoothed = new Ring(RsiLine.SIZE + Ring.size(stochastic) + Ring.size(k), d);
        firstRange = arguments.integer("rsi") + stochastic;
        firstK = firstRange + k - 1;
        firstD = firstK + d - 1;
    }

    private static Lengths lengths(Arguments arguments) {
        return RsiLine.weight(arguments.integer("rsi"))
                .window(arguments.integer("stochastic"))
                .window(arguments.integer("k"))
                .window(arguments.integer("d"))
                .times(AMPLIFIED)
                .ratioLengths();
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int seen = Indicator.seen(state, at);
        double strength = rsi.next(window, state, at);
        if (Double.isNaN(strength)) {
            return;
        }
        strengths.push(state, at, strength);
        if (seen < firstRange) {
            return;
        }
        double low = strengths.lowest(state, at);
        double range = strengths.highest(state, at) - low;
        raw.push(state, at, range == 0 ? 50 : 100 * ((strength - low) / range));
        if (seen < firstK) {
            return;
        }
        values[valuesAt] = raw.mean(state, at);
        smoothed.push(state, at, values[valuesAt]);
        if (seen >= firstD) {
            values[valuesAt + 1] = smoothed.mean(state, at);
        }
    }
}
