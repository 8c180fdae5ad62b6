package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;

/** Cutler's variant of {@link Rsi}: plain means of the last n changes. A window of n + 1. */
final class CutlerRsi extends CandleFormula {

    private final Source source;
    private final int bars;

    CutlerRsi(Arguments arguments) {
        super(
                Profile.of(arguments, "rsi")
                        .reads(Source.of(arguments), arguments.integer(Bars.NAME) + 1)
                        .needs(Lengths.window(arguments.integer(Bars.NAME) + 1)));
        source = Source.of(arguments);
        bars = arguments.integer(Bars.NAME);
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        if (Indicator.seen(state, at) <= bars) {
            return;
        }
        double gain = 0;
        double loss = 0;
        for (int back = 0; back < bars; back++) {
            double change = source.get(window, back) - source.get(window, back + 1);
            gain += Math.max(change, 0);
            loss += Math.max(-change, 0);
        }
        values[valuesAt] = RsiLine.of(gain, loss);
    }
}
