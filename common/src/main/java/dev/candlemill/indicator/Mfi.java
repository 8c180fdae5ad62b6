package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Money flow index (Quong and Soudack): 100 P / (P + N) of the sums of typical price times volume
 * over the last n candles whose typical price rose, and fell. An equal one adds nothing; no flow at
 * all: 50. A window of n + 1: first at bar n + 1. Volume, in %. TA-Lib agrees but for no flow (0);
 * ta4j counts from bar 1.
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
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int seen = Indicator.seen(state, at);
        if (seen == 1) {
            return;
        }
        double typical = Source.typicalTimes3(window, state, 0);
        double change = typical - Source.typicalTimes3(window, state, 1);
        double flow = typical * window.volume(state, 0);
        System.arraycopy(state, at, state, at + 1, bars - 1);
        state[at] = change > 0 ? flow : change < 0 ? -flow : 0;
        if (seen > bars) {
            values[valuesAt] = index(state, at);
        }
    }

    /** Of the last flows, which are negative where the price fell. */
    private double index(double[] state, int at) {
        double rising = 0;
        double falling = 0;
        for (int i = at; i < at + bars; i++) {
            double flow = state[i];
            double size = Math.abs(flow);
            rising += size + flow;
            falling += size - flow;
        }
        return RsiLine.of(rising, falling);
    }
}
