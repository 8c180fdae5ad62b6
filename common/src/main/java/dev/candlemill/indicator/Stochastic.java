package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * Stochastic oscillator (Lane): K = 100 (close - lowest low) / (highest high - lowest low),
 * averaged over {@code smooth} candles (1: raw), D its mean over d candles. No range: 50. The slow
 * variant is {@code stochastic(14,3,3)}. Windows only: K exists from bar k + smooth - 1, D after d
 * - 1 more, and is stable then. Momentum, in %. ta4j gives values while the window fills.
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
    private final Extreme highest;
    private final Extreme lowest;
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
        int k = arguments.integer("k");
        d = arguments.integer("d");
        smooth = arguments.integer("smooth");
        lastOfK = k + smooth - 1;
        highest = Extreme.highest(0, Source.HIGH, k);
        lowest = Extreme.lowest(1, Source.LOW, k);
        smoothed = new Ring(2 * Extreme.SIZE, d);
        raw = new Ring(2 * Extreme.SIZE + Ring.size(d), smooth);
    }

    private static int definedAfter(Arguments arguments) {
        return arguments.integer("k") + arguments.integer("smooth") + arguments.integer("d") - 2;
    }

    private static int size(Arguments arguments) {
        int smooth = arguments.integer("smooth");
        return 2 * Extreme.SIZE
                + Ring.size(arguments.integer("d"))
                + (smooth == 1 ? 0 : Ring.size(smooth));
    }

    @Override
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int seen = Indicator.seen(state, at);
        double high = highest.next(window, state, at);
        double low = lowest.next(window, state, at);
        double k = high == low ? 50 : 100 * ((window.close(state, 0) - low) / (high - low));
        if (smooth > 1) {
            raw.push(state, at, k);
            k = raw.mean(state, at);
        }
        smoothed.push(state, at, k);
        if (seen >= lastOfK) {
            values[valuesAt] = k;
        }
        if (seen >= lastOfK + d - 1) {
            values[valuesAt + 1] = smoothed.mean(state, at);
        }
    }
}
