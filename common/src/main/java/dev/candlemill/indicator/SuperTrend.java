package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * SuperTrend (Seban): bands a multiple of the ATR around (high + low) / 2 that only ever tighten
 * while the closes stay inside; the lower one is the line in a rising trend (direction 1), the
 * upper one in a falling trend (-1), and a close beyond the line turns it. Seed: the ATR's; begins
 * falling, as TradingView's. Usable as the ATR is. A band may hold for as long as a trend lasts, so
 * no number of candles promises the value of infinite history: two histories agree from their first
 * common turn on, as far as their ATRs did. Trend, in price units; the direction is 1 or -1.
 *
 * <p>Candles: {@code supertrend(10,3)} is defined after 11, usable after 87 and never stable.
 */
final class SuperTrend extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "supertrend",
                    "SuperTrend",
                    Category.TREND,
                    Units.PRICE,
                    List.of(
                            Bars.smoothed("atr", 10, "candles of the ATR"),
                            Parameter.decimal("multiple", "", 0.1, 20, 3, "ATRs to a band")),
                    "Seban; begins falling as in TradingView, whose direction has the other sign",
                    SuperTrend::new);

    private static final int UPPER = Smoothing.SIZE;
    private static final int LOWER = UPPER + 1;
    private static final int DIRECTION = LOWER + 1;

    private final int bars;
    private final double multiple;
    private final Smoothing range;

    private SuperTrend(Arguments arguments) {
        super(
                TrueRange.reads(Profile.of(arguments, "supertrend", "supertrend_direction"))
                        .remembers(DIRECTION + 1)
                        .needs(
                                Atr.weight(arguments.integer("atr"))
                                        .times(arguments.decimal("multiple"))
                                        .lengths()
                                        .neverStable()));
        bars = arguments.integer("atr");
        multiple = arguments.decimal("multiple");
        range = Smoothing.wilder(0, bars);
    }

    /** Turned on the line of the candle before, once. */
    @Override
    public int version() {
        return 2;
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int changes = Indicator.seen(state, at) - 1;
        if (changes == 0) {
            return;
        }
        double width = multiple * range.next(state, at, changes, TrueRange.of(window));
        if (changes < bars) {
            return;
        }
        double middle = Source.MEDIAN.get(window, 0);
        if (changes == bars) {
            state[at + UPPER] = middle + width;
            state[at + LOWER] = middle - width;
            state[at + DIRECTION] = -1;
        } else {
            tighten(window, state, at, middle, width);
            turn(window.close(0), state, at);
        }
        double direction = state[at + DIRECTION];
        values[valuesAt] = state[at + (direction > 0 ? LOWER : UPPER)];
        values[valuesAt + 1] = direction;
    }

    private static void tighten(
            CandleWindow window, double[] state, int at, double middle, double width) {
        double previous = window.close(1);
        double upper = state[at + UPPER];
        double lower = state[at + LOWER];
        state[at + UPPER] = previous > upper ? middle + width : Math.min(middle + width, upper);
        state[at + LOWER] = previous < lower ? middle - width : Math.max(middle - width, lower);
    }

    /** A close beyond the line as it is now, tightened, not as it was. */
    private static void turn(double close, double[] state, int at) {
        boolean isRising = state[at + DIRECTION] > 0;
        if (isRising ? close < state[at + LOWER] : close > state[at + UPPER]) {
            state[at + DIRECTION] = -state[at + DIRECTION];
        }
    }
}
