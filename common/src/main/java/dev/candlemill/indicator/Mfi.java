package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Money flow index (Quong and Soudack): 100 P / (P + N) of the sums of typical price times volume
 * over the last n candles whose typical price rose, and fell. An equal one adds nothing; no flow at
 * all: 50. A window of n + 1: first at bar n + 1. Volume, in %. TA-Lib agrees but for no flow (0);
 * ta4j counts from bar 1.
 *
 * <p>Candles: {@code mfi(14)} is defined after 15, usable after 15 and stable after 15.
 */
final class Mfi extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "mfi",
                    "Money flow index",
                    Category.VOLUME,
                    Units.PERCENT,
                    List.of(Bars.window(14)),
                    "Quong and Soudack; no flow 50, where TA-Lib has 0",
                    Mfi::new);

    private final int bars;

    private Mfi(Arguments arguments) {
        super(
                Profile.of(arguments, "mfi")
                        .reads(Source.TYPICAL, 2)
                        .reads(Field.VOLUME, 1)
                        .remembers(arguments.integer(Bars.NAME))
                        .needs(Lengths.window(arguments.integer(Bars.NAME) + 1)));
        bars = arguments.integer(Bars.NAME);
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int count = window.candles();
        int seen = Indicator.seen(state, at);
        double[] flows = window.scratch(CandleWindow.MEANS, count + bars);
        System.arraycopy(state, at, flows, count, bars);
        Line typical = Source.TYPICAL_TIMES_3.line(window, 1);
        int volume = window.newest(Field.VOLUME);
        for (int i = seen == 0 ? 1 : 0; i < count; i++) {
            int place = count - 1 - i;
            double now = typical.data()[typical.newest() + place];
            double change = now - typical.data()[typical.newest() + place + 1];
            int sign = (change > 0 ? 1 : 0) - (change < 0 ? 1 : 0);
            flows[place] = sign * (now * window.data()[volume + place]);
        }
        if (seen == 0) {
            flows[count - 1] = 0;
        }
        for (int i = Math.max(0, bars - seen); i < count; i++) {
            values[valuesAt + i * width] = index(flows, count - 1 - i);
        }
        System.arraycopy(flows, 0, state, at, bars);
    }

    /**
     * Of the last flows, which are negative where the price fell. Sums of twice the one and twice
     * the other, so that a window without falls has exactly none.
     */
    private double index(double[] flows, int from) {
        double rising = 0;
        double falling = 0;
        double otherRising = 0;
        double otherFalling = 0;
        int end = from + bars;
        int i = from;
        for (; i < end - 1; i += 2) {
            double size = Math.abs(flows[i]);
            rising += size + flows[i];
            falling += size - flows[i];
            double otherSize = Math.abs(flows[i + 1]);
            otherRising += otherSize + flows[i + 1];
            otherFalling += otherSize - flows[i + 1];
        }
        if (i < end) {
            rising += Math.abs(flows[i]) + flows[i];
            falling += Math.abs(flows[i]) - flows[i];
        }
        return RsiLine.of(rising + otherRising, falling + otherFalling);
    }
}
