package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * Stochastic oscillator (Lane): K = 100 (close - lowest low) / (highest high - lowest low),
 * averaged over {@code smooth} candles (1: raw), D its mean over d candles. No range: 50. The slow
 * variant is {@code stochastic(14,3,3)}. Windows only: K exists from bar k + smooth - 1, D after d
 * - 1 more, and is stable then. Momentum, in %. ta4j gives values while the window fills.
 *
 * <p>Candles: {@code stochastic(14,3,1)} is defined after 16, usable after 16 and stable after 16.
 */
final class Stochastic extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "stochastic",
                    "Stochastic oscillator",
                    Category.MOMENTUM,
                    Units.PERCENT,
                    List.of(
                            Bars.window("k", 1, 14, "candles of the range"),
                            Parameter.integer("d", "candles", 1, 100, 3, "candles of D's mean"),
                            Parameter.integer(
                                    "smooth",
                                    "candles",
                                    1,
                                    100,
                                    1,
                                    "candles of K's mean; 3: slow")),
                    "Lane; K raw unless smoothed, no range 50",
                    Stochastic::new);

    private final int lastOfK;
    private final int smooth;
    private final int d;
    private final int k;
    private final Ring raw;
    private final Ring smoothed;

    private Stochastic(Arguments arguments) {
        super(
                Profile.bareIf("stochastic(14,3,1)", arguments, "stoch_k", "stoch_d")
                        .reads(Field.HIGH, arguments.integer("k"))
                        .reads(Field.LOW, arguments.integer("k"))
                        .reads(Field.CLOSE, 1)
                        .remembers(size(arguments))
                        .needs(Lengths.window(definedAfter(arguments))));
        k = arguments.integer("k");
        d = arguments.integer("d");
        smooth = arguments.integer("smooth");
        lastOfK = k + smooth - 1;
        smoothed = new Ring(0, d);
        raw = new Ring(Ring.size(d), smooth);
    }

    private static int definedAfter(Arguments arguments) {
        return arguments.integer("k") + arguments.integer("smooth") + arguments.integer("d") - 2;
    }

    private static int size(Arguments arguments) {
        int smooth = arguments.integer("smooth");
        return Ring.size(arguments.integer("d")) + (smooth == 1 ? 0 : Ring.size(smooth));
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int seen = Indicator.seen(state, at);
        int count = window.candles();
        double[] highest = Extremes.highest(window, k);
        double[] lowest = Extremes.lowest(window, k);
        int close = window.newest(Field.CLOSE) + count - 1;
        for (int i = 0; i < count; i++) {
            double high = highest[count - 1 - i];
            double low = lowest[count - 1 - i];
            double line =
                    high == low ? 50 : 100 * ((window.data()[close - i] - low) / (high - low));
            if (smooth > 1) {
                raw.push(state, at, line);
                line = raw.mean(state, at);
            }
            smoothed.push(state, at, line);
            int number = seen + i + 1;
            if (number >= lastOfK) {
                values[valuesAt + i * width] = line;
            }
            if (number >= lastOfK + d - 1) {
                values[valuesAt + i * width + 1] = smoothed.mean(state, at);
            }
        }
    }
}
