package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import dev.candlemill.spec.SpecException;
import java.util.List;

/**
 * Parabolic stop and reverse (Wilder 1978): a stop that follows the trend's extreme by a factor
 * that grows with each new extreme, never into the range of the last two candles; touched, it turns
 * to the other side. Seed: the larger movement from bar 1 to bar 2 gives the direction (a tie:
 * rising), the far end of bar 1 the stop; begins at bar 2, as in TA-Lib. Two histories agree from
 * their first common turn on, which no number of candles promises: never stable. Usable after 100
 * candles, some turns. Trend, in price units. TradingView and ta4j begin by the closes; ta4j also
 * looks for a touch before it moves the stop out of the last two candles, and moves the stop of a
 * turn out of the two before the current one, so that it agrees on 85 to 99 of 100 candles.
 *
 * <p>Candles: {@code psar(0.02,0.2)} is defined after 2, usable after 100 and never stable.
 */
final class Psar extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "psar",
                    "Parabolic SAR",
                    Category.TREND,
                    Units.PRICE,
                    List.of(
                            Parameter.decimal(
                                    "step", "", 0.001, 1, 0.02, "factor's start and growth"),
                            Parameter.decimal("max", "", 0.001, 1, 0.2, "factor's limit")),
                    "Wilder 1978, begins as in TA-Lib; TradingView begins by the closes",
                    Psar::new);

    private static final int STOP = 0;
    private static final int EXTREME = 1;
    private static final int FACTOR = 2;
    private static final int RISING = 3;

    private final double step;
    private final double max;

    private Psar(Arguments arguments) {
        super(
                Profile.of(arguments, "psar")
                        .reads(Field.HIGH, 2)
                        .reads(Field.LOW, 2)
                        .remembers(RISING + 1)
                        .needs(new Lengths(2, 100, Lengths.NEVER)));
        step = arguments.decimal("step");
        max = arguments.decimal("max");
        if (step > max) {
            throw new SpecException(
                    arguments
                            + ": step expected not to be above max, found "
                            + step
                            + " and "
                            + max);
        }
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int seen = Indicator.seen(state, at);
        if (seen == 1) {
            return;
        }
        if (seen == 2) {
            begin(window, state, at);
        }
        boolean rising = state[at + RISING] > 0;
        if (touched(window, state[at + STOP], rising)) {
            values[valuesAt] = turn(window, state, at, rising);
        } else {
            values[valuesAt] = state[at + STOP];
            follow(window, state, at, rising);
        }
        state[at + STOP] += state[at + FACTOR] * (state[at + EXTREME] - state[at + STOP]);
        state[at + STOP] = outside(window, state[at + STOP], state[at + RISING] > 0);
    }

    private void begin(CandleWindow window, double[] state, int at) {
        double up = window.high(0) - window.high(1);
        double down = window.low(1) - window.low(0);
        boolean rising = !(down > 0 && down > up);
        state[at + RISING] = rising ? 1 : 0;
        state[at + STOP] = rising ? window.low(1) : window.high(1);
        state[at + EXTREME] = rising ? window.high(0) : window.low(0);
        state[at + FACTOR] = step;
    }

    private static boolean touched(CandleWindow window, double stop, boolean rising) {
        return rising ? window.low(0) <= stop : window.high(0) >= stop;
    }

    /** The stop on the other side: the old trend's extreme, outside the last two candles. */
    private double turn(CandleWindow window, double[] state, int at, boolean rising) {
        double stop = outside(window, state[at + EXTREME], !rising);
        state[at + RISING] = rising ? 0 : 1;
        state[at + STOP] = stop;
        state[at + EXTREME] = rising ? window.low(0) : window.high(0);
        state[at + FACTOR] = step;
        return stop;
    }

    private void follow(CandleWindow window, double[] state, int at, boolean rising) {
        double extreme = state[at + EXTREME];
        double newest = rising ? window.high(0) : window.low(0);
        if (rising ? newest > extreme : newest < extreme) {
            state[at + EXTREME] = newest;
            state[at + FACTOR] = Math.min(state[at + FACTOR] + step, max);
        }
    }

    private static double outside(CandleWindow window, double stop, boolean rising) {
        return rising
                ? Math.min(stop, Math.min(window.low(0), window.low(1)))
                : Math.max(stop, Math.max(window.high(0), window.high(1)));
    }
}
