package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * Relative strength index (Wilder 1978): 100 G / (G + L) of Wilder's averages of gains and losses.
 * Seed: the plain mean of the first n changes, at bar n + 1; it fades by 1/n a bar, RSI 14 is
 * usable after 109. No losses 100, flat 50. Momentum, in %. TA-Lib, TradingView and StockCharts
 * seed alike; ta4j averages from bar 1. {@code mean=cutler}: plain means of the last n changes.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code rsi(14)} is
 * defined after 15, usable after 109 and stable after 326.
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

    private final Source source;
    private final Smoothing average;

    private Rsi(Arguments arguments) {
        super(
                Profile.of(arguments, "rsi")
                        .reads(Source.of(arguments), 2)
                        .remembers(RsiLine.SIZE)
                        .needs(RsiLine.weight(arguments.integer(Bars.NAME)).ratioLengths()));
        source = Source.of(arguments);
        average = Smoothing.wilder(0, arguments.integer(Bars.NAME));
    }

    private static Indicator create(Arguments arguments) {
        return arguments.choice("mean").equals("cutler")
                ? new CutlerRsi(arguments)
                : new Rsi(arguments);
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int seen = Indicator.seen(state, at);
        Line line = source.line(window, 1);
        int first = line.newest() + window.candles() - 1;
        double gain = state[at];
        double loss = state[at + 1];
        for (int i = seen == 0 ? 1 : 0; i < window.candles(); i++) {
            int changes = seen + i;
            double change = line.data()[first - i] - line.data()[first - i + 1];
            gain = average.step(gain, changes, Math.max(change, 0));
            loss = average.step(loss, changes, Math.max(-change, 0));
            if (average.isDefined(changes)) {
                values[valuesAt + i * width] = RsiLine.of(gain, loss);
            }
        }
        state[at] = gain;
        state[at + 1] = loss;
    }
}
