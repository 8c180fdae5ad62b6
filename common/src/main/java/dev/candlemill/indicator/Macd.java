package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.SpecException;
import java.util.List;

/**
 * Moving average convergence divergence (Appel): EMA(fast) - EMA(slow); its EMA is the signal,
 * their difference the histogram. Seed: each EMA with the mean of its own first values, so the line
 * begins at bar 26 and the signal, seeded with the mean of 9 values of the line, at bar 34. Weights
 * of the seeds add up: the histogram's is the line's and the signal's. Momentum, in price units.
 * TA-Lib starts both EMAs together at the slow one's first bar; ta4j starts them from bar 1.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code macd(12,26,9)}
 * is defined after 34, usable after 128 and stable after 308.
 */
final class Macd extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "macd",
                    "MACD",
                    Category.MOMENTUM,
                    Units.PRICE,
                    List.of(
                            Bars.smoothed("fast", 12, "candles of the fast average"),
                            Bars.smoothed("slow", 26, "candles of the slow average"),
                            Bars.smoothed("signal", 9, "candles of the signal's average"),
                            Source.parameter()),
                    "Appel; each EMA seeded on its own bar as in TradingView, TA-Lib starts both"
                            + " together",
                    Macd::new);

    private final Source source;
    private final int slowBars;
    private final Smoothing fast;
    private final Smoothing slow;
    private final Smoothing signal;

    private Macd(Arguments arguments) {
        super(
                Profile.bareIf("macd(12,26,9)", arguments, "macd", "macd_signal", "macd_histogram")
                        .reads(Source.of(arguments), 1)
                        .remembers(3 * Smoothing.SIZE)
                        .needs(lengths(arguments)));
        source = Source.of(arguments);
        slowBars = arguments.integer("slow");
        fast = Smoothing.ema(0, arguments.integer("fast"));
        slow = Smoothing.ema(1, slowBars);
        signal = Smoothing.ema(2, arguments.integer("signal"));
    }

    private static Lengths lengths(Arguments arguments) {
        int fast = arguments.integer("fast");
        int slow = arguments.integer("slow");
        if (fast >= slow) {
            throw new SpecException(
                    arguments + ": fast expected to be below slow, found " + fast + " and " + slow);
        }
        int signal = arguments.integer("signal");
        SeedWeight line = Ema.weight(slow).plus(1, Ema.weight(fast));
        return line.plus(1, line.smoothed(signal, Smoothing.emaFactor(signal))).lengths();
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int seen = Indicator.seen(state, at);
        Line line = source.line(window, 0);
        int first = line.newest() + window.candles() - 1;
        double fastMemory = state[at];
        double slowMemory = state[at + 1];
        double signalMemory = state[at + 2];
        int to = valuesAt;
        for (int i = 0; i < window.candles(); i++) {
            int number = seen + i + 1;
            double value = line.data()[first - i];
            fastMemory = fast.step(fastMemory, number, value);
            slowMemory = slow.step(slowMemory, number, value);
            if (number >= slowBars) {
                int lines = number - slowBars + 1;
                double distance = fastMemory - slowMemory;
                signalMemory = signal.step(signalMemory, lines, distance);
                boolean defined = signal.isDefined(lines);
                values[to] = distance;
                values[to + 1] = defined ? signalMemory : Double.NaN;
                values[to + 2] = defined ? distance - signalMemory : Double.NaN;
            }
            to += width;
        }
        state[at] = fastMemory;
        state[at + 1] = slowMemory;
        state[at + 2] = signalMemory;
    }
}
