package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * Relative strength index (Wilder 1978): 100 G / (G + L) of Wilder's averages of gains and losses.
 * Seed: the plain mean of the first n changes, at bar n + 1; it fades by 1/n a bar, RSI 14 is
 * usable after 109. No losses 100, flat 50. Momentum, in %. TA-Lib, TradingView and StockCharts
 * seed alike; ta4j averages from bar 1. {@code mean=cutler}: plain means of the last n changes.
 */
final class Rsi extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "rsi",
                    "Relative strength index",
                    Category.MOMENTUM,
                    Units.PERCENT,
                    List.of(
                            Bars.smoothed(14),
                            Parameter.choice(
                                    "mean",
                                    List.of("wilder", "cutler"),
                                    "smoothed, or plain means of the last changes"),
                            Source.parameter()),
                    "Wilder 1978, seeded with the mean of the first n changes as in TA-Lib; ta4j"
                            + " averages from bar 1",
                    Rsi::create);

    static final int SIZE = 2 * Smoothing.SIZE;

    private final Source source;
    private final Smoothing gains;
    private final Smoothing losses;

    private Rsi(Arguments arguments) {
        super(
                Profile.of(arguments, "rsi")
                        .reads(Source.of(arguments), 2)
                        .remembers(SIZE)
                        .needs(weight(arguments.integer(Bars.NAME)).ratioLengths()));
        source = Source.of(arguments);
        gains = Smoothing.wilder(0, arguments.integer(Bars.NAME));
        losses = Smoothing.wilder(1, arguments.integer(Bars.NAME));
    }

    private static Indicator create(Arguments arguments) {
        return arguments.choice("mean").equals("cutler")
                ? new CutlerRsi(arguments)
                : new Rsi(arguments);
    }

    static SeedWeight weight(int bars) {
        return SeedWeight.none(2).smoothed(bars, 1.0 / bars);
    }

    /** Of average gain and loss; NaN while they are. */
    static double of(double gain, double loss) {
        double sum = gain + loss;
        return sum == 0 ? 50 : 100 * (gain / sum);
    }

    @Override
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int changes = Indicator.seen(state, at) - 1;
        if (changes > 0) {
            double change = source.get(window, state, 0) - source.get(window, state, 1);
            values[valuesAt] =
                    of(
                            gains.next(state, at, changes, Math.max(change, 0)),
                            losses.next(state, at, changes, Math.max(-change, 0)));
        }
    }
}
