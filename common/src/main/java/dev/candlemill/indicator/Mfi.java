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
                        .reads(Source.TYPICAL, arguments.integer(Bars.NAME) + 1)
                        .reads(Field.VOLUME, arguments.integer(Bars.NAME))
                        .needs(Lengths.window(arguments.integer(Bars.NAME) + 1)));
        bars = arguments.integer(Bars.NAME);
    }

    @Override
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        if (Indicator.seen(state, at) <= bars) {
            return;
        }
        double rising = 0;
        double falling = 0;
        double typical = Source.typicalTimes3(window, state, 0);
        for (int back = 0; back < bars; back++) {
            double previous = Source.typicalTimes3(window, state, back + 1);
            double flow = typical * window.volume(state, back);
            rising += typical > previous ? flow : 0;
            falling += typical < previous ? flow : 0;
            typical = previous;
        }
        values[valuesAt] = Rsi.of(rising, falling);
    }
}
