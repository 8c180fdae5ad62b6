package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Average directional index with +DI and -DI (Wilder 1978). Seed: the sums of the first n movements
 * and true ranges, so +DI and -DI begin at bar n + 1; the mean of the first n DX, so ADX begins at
 * bar 2n. Both seeds fade by 1/n a bar, the second taking in what the first leaves. No range: DI 0;
 * no movement: DX 0. Trend, in %. TA-Lib sums n - 1 movements; ta4j averages from bar 1.
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
    private final Smoothing plusMovement;
    private final Smoothing minusMovement;
    private final Smoothing range;
    private final Smoothing index;

    private Adx(Arguments arguments) {
        super(
                Profile.of(arguments, "adx", "plus_di", "minus_di")
                        .reads(Field.HIGH, 2)
                        .reads(Field.LOW, 2)
                        .reads(Field.CLOSE, 2)
                        .remembers(4 * Smoothing.SIZE)
                        .needs(lengths(arguments.integer(Bars.NAME))));
        bars = arguments.integer(Bars.NAME);
        plusMovement = Smoothing.wilder(0, bars);
        minusMovement = Smoothing.wilder(1, bars);
        range = Smoothing.wilder(2, bars);
        index = Smoothing.wilder(3, bars);
    }

    private static Lengths lengths(int bars) {
        double factor = 1.0 / bars;
        return SeedWeight.none(2).smoothed(bars, factor).smoothed(bars, factor).ratioLengths();
    }

    @Override
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int changes = Indicator.seen(state, at) - 1;
        if (changes == 0) {
            return;
        }
        double up = window.high(state, 0) - window.high(state, 1);
        double down = window.low(state, 1) - window.low(state, 0);
        double plus = plusMovement.next(state, at, changes, up > down && up > 0 ? up : 0);
        double minus = minusMovement.next(state, at, changes, down > up && down > 0 ? down : 0);
        double averageRange = range.next(state, at, changes, TrueRange.of(window, state));
        if (changes < bars) {
            return;
        }
        double sum = plus + minus;
        double directional = sum == 0 ? 0 : 100 * Math.abs(plus - minus) / sum;
        values[valuesAt] = index.next(state, at, changes - bars + 1, directional);
        values[valuesAt + 1] = averageRange == 0 ? 0 : 100 * plus / averageRange;
        values[valuesAt + 2] = averageRange == 0 ? 0 : 100 * minus / averageRange;
    }
}
