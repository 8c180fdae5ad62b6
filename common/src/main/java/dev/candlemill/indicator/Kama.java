package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import dev.candlemill.spec.SpecException;
import java.util.List;

/**
 * Kaufman's adaptive moving average (Kaufman 1995): smoothing whose factor lies between those of a
 * slow and a fast EMA, squared, by how straight the last n changes went. Seed: the value at bar n,
 * so it begins at bar n + 1, as in TA-Lib. No change at all counts as crooked, as in TradingView
 * (TA-Lib: straight). The seed fades at least as fast as the slow factor makes it: the lengths are
 * for a market that goes nowhere. Trend, in price units.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code kama(10,2,30)}
 * is defined after 11, usable after 1668 and stable after 4980.
 */
final class Kama extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "kama",
                    "Kaufman's adaptive moving average",
                    Category.TREND,
                    Units.PRICE,
                    List.of(
                            Bars.window(10),
                            Parameter.integer(
                                    "fast", "candles", 1, 49, 2, "candles of the fastest EMA"),
                            Parameter.integer(
                                    "slow", "candles", 2, 50, 30, "candles of the slowest EMA"),
                            Source.parameter()),
                    "Kaufman 1995, begins from the value at bar n as in TA-Lib",
                    Kama::new);

    private final Source source;
    private final int bars;
    private final double fastest;
    private final double slowest;

    private Kama(Arguments arguments) {
        super(
                Profile.of(arguments, "kama")
                        .reads(Source.of(arguments), arguments.integer(Bars.NAME) + 1)
                        .remembers(1)
                        .needs(lengths(arguments)));
        source = Source.of(arguments);
        bars = arguments.integer(Bars.NAME);
        fastest = Smoothing.emaFactor(arguments.integer("fast"));
        slowest = Smoothing.emaFactor(arguments.integer("slow"));
    }

    private static Lengths lengths(Arguments arguments) {
        int fast = arguments.integer("fast");
        int slow = arguments.integer("slow");
        if (fast >= slow) {
            throw new SpecException(
                    arguments + ": fast expected to be below slow, found " + fast + " and " + slow);
        }
        double factor = Smoothing.emaFactor(slow);
        return SeedWeight.none(1)
                .smoothed(arguments.integer(Bars.NAME) + 1, factor * factor)
                .lengths();
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int seen = Indicator.seen(state, at);
        double newest = source.get(window, 0);
        if (seen == bars) {
            state[at] = newest;
        }
        if (seen <= bars) {
            return;
        }
        double path = 0;
        for (int back = 0; back < bars; back++) {
            path += Math.abs(source.get(window, back) - source.get(window, back + 1));
        }
        double straight = Math.abs(newest - source.get(window, bars));
        double factor = slowest + (path == 0 ? 0 : straight / path) * (fastest - slowest);
        state[at] += factor * factor * (newest - state[at]);
        values[valuesAt] = state[at];
    }
}
