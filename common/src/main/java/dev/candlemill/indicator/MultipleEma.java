package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Double and triple exponential moving average (Mulloy 1994): 2 e1 - e2 and 3 e1 - 3 e2 + e3, where
 * each e is the EMA of the one before. Seed: the first EMA with the mean of n values, the next with
 * its first input, so that all begin at bar n; their seeds' weights add up with those factors.
 * Trend, in price units. TA-Lib seeds every EMA with a mean and begins at 2n - 1 and 3n - 2.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code dema(20)} is
 * defined after 20, usable after 114 and stable after 260; {@code tema(20)} is defined after 20,
 * usable after 137 and stable after 288.
 */
final class MultipleEma extends CandleFormula {

    static final IndicatorDefinition DEMA =
            new IndicatorDefinition(
                    "dema",
                    "Double exponential moving average",
                    Category.TREND,
                    Units.PRICE,
                    List.of(Bars.smoothed(20), Source.parameter()),
                    "Mulloy 1994; second EMA seeded with its first input, TA-Lib's with a mean",
                    arguments -> new MultipleEma(arguments, "dema", false));

    static final IndicatorDefinition TEMA =
            new IndicatorDefinition(
                    "tema",
                    "Triple exponential moving average",
                    Category.TREND,
                    Units.PRICE,
                    List.of(Bars.smoothed(20), Source.parameter()),
                    "Mulloy 1994; further EMAs seeded with their first input, TA-Lib's with means",
                    arguments -> new MultipleEma(arguments, "tema", true));

    private final Source source;
    private final int bars;
    private final boolean triple;
    private final Smoothing first;
    private final Smoothing second;
    private final Smoothing third;

    private MultipleEma(Arguments arguments, String name, boolean triple) {
        super(
                Profile.of(arguments, name)
                        .reads(Source.of(arguments), 1)
                        .remembers((triple ? 3 : 2) * Smoothing.SIZE)
                        .needs(lengths(arguments.integer(Bars.NAME), triple)));
        this.triple = triple;
        source = Source.of(arguments);
        bars = arguments.integer(Bars.NAME);
        first = Smoothing.ema(0, bars);
        second = Smoothing.emaOfFirst(1, bars);
        third = Smoothing.emaOfFirst(2, bars);
    }

    private static Lengths lengths(int bars, boolean triple) {
        double factor = Smoothing.emaFactor(bars);
        SeedWeight one = Ema.weight(bars);
        SeedWeight two = one.smoothed(1, factor);
        SeedWeight both = two.plus(triple ? 3 : 2, one);
        return triple
                ? two.smoothed(1, factor).plus(2, two).plus(1, both).lengths()
                : both.lengths();
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int seen = Indicator.seen(state, at);
        double one = first.next(state, at, seen, source.get(window, 0));
        int count = seen - bars + 1;
        if (count < 1) {
            return;
        }
        double two = second.next(state, at, count, one);
        values[valuesAt] =
                triple ? 3 * one - 3 * two + third.next(state, at, count, two) : 2 * one - two;
    }
}
