package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Average directional index with +DI and -DI (Wilder 1978). Seed: the sums of the first n movements
 * and true ranges, so +DI and -DI begin at bar n + 1; the mean of the first n DX, so ADX begins at
 * bar 2n. Both seeds fade by 1/n a bar, the second taking in what the first leaves. No range: DI 0;
 * no movement: DX 0. Trend, in %. TA-Lib sums n - 1 movements; ta4j averages from bar 1.
 *
 * <p>Candles: {@code adx(14)} is defined after 28, usable after 141 and stable after 371.
 */
final class Adx extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "adx",
                    "Average directional index",
                    Category.TREND,
                    Units.PERCENT,
                    List.of(Bars.smoothedTwice(14)),
                    "Wilder 1978; first +DI and -DI from n movements, TA-Lib takes n-1",
                    Adx::new);

    private final int bars;
    private final Smoothing average;

    private Adx(Arguments arguments) {
        super(
                Profile.of(arguments, "adx", "plus_di", "minus_di")
                        .reads(Field.HIGH, 2)
                        .reads(Field.LOW, 2)
                        .reads(Field.CLOSE, 2)
                        .remembers(4 * Smoothing.SIZE)
                        .needs(lengths(arguments.integer(Bars.NAME))));
        bars = arguments.integer(Bars.NAME);
        average = Smoothing.wilder(0, bars);
    }

    private static Lengths lengths(int bars) {
        double factor = 1.0 / bars;
        return SeedWeight.none(2).smoothed(bars, factor).smoothed(bars, factor).ratioLengths();
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int seen = Indicator.seen(state, at);
        double[] data = window.data();
        int high = window.newest(Field.HIGH) + window.candles() - 1;
        int low = window.newest(Field.LOW) + window.candles() - 1;
        double plus = state[at];
        double minus = state[at + 1];
        double range = state[at + 2];
        double index = state[at + 3];
        for (int i = seen == 0 ? 1 : 0; i < window.candles(); i++) {
            int changes = seen + i;
            double up = data[high - i] - data[high - i + 1];
            double down = data[low - i + 1] - data[low - i];
            // No jumps: nobody can guess which way a price moves.
            int rises = (up > down ? 1 : 0) & (up > 0 ? 1 : 0);
            int falls = (down > up ? 1 : 0) & (down > 0 ? 1 : 0);
            plus = average.step(plus, changes, rises * up);
            minus = average.step(minus, changes, falls * down);
            range = average.step(range, changes, TrueRange.of(window, i));
            if (changes >= bars) {
                double sum = plus + minus;
                double directional = sum == 0 ? 0 : 100 * Math.abs(plus - minus) / sum;
                int indexes = changes - bars + 1;
                index = average.step(index, indexes, directional);
                int to = valuesAt + i * width;
                values[to] = average.isDefined(indexes) ? index : Double.NaN;
                values[to + 1] = range == 0 ? 0 : 100 * plus / range;
                values[to + 2] = range == 0 ? 0 : 100 * minus / range;
            }
        }
        state[at] = plus;
        state[at + 1] = minus;
        state[at + 2] = range;
        state[at + 3] = index;
    }
}
