package dev.candlemill.candle;

import dev.candlemill.bar.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Holds a property against random markets. A failure names its seed and the fewest bars with which
 * it was still seen; {@code -Dcandlemill.seed=N} runs that seed alone, {@code
 * -Dcandlemill.property.runs=N} more of them.
 */
public final class Property {

    /** Throws when the property does not hold; the same random numbers for the same seed. */
    public interface Check {
        void of(Market market, SplittableRandom random) throws Exception;
    }

    private Property() {}

    /** Checks {@code runs} markets, with seeds from {@code firstSeed} on. */
    public static void holds(long firstSeed, int runs, Check check) {
        Long only = Long.getLong("candlemill.seed");
        int count = only == null ? Integer.getInteger("candlemill.property.runs", runs) : 1;
        for (int i = 0; i < count; i++) {
            long seed = only == null ? firstSeed + i : only;
            Market market = Market.random(new SplittableRandom(seed));
            Throwable failure = failure(seed, market, check);
            if (failure != null) {
                throw smallest(seed, market, failure, check);
            }
        }
    }

    private static AssertionError smallest(
            long seed, Market market, Throwable failure, Check check) {
        Market smallest = market;
        Throwable last = failure;
        for (int length = market.bars().size() / 2; length > 0; length /= 2) {
            for (int from = 0; from < smallest.bars().size(); from += length) {
                Market smaller = smallest.withBars(without(smallest.bars(), from, length));
                Throwable again = smaller.bars().isEmpty() ? null : failure(seed, smaller, check);
                if (again != null) {
                    smallest = smaller;
                    last = again;
                    from -= length;
                }
            }
        }
        return new AssertionError(
                "seed " + seed + ", " + smallest + ": " + last.getMessage(), last);
    }

    private static List<Bar> without(List<Bar> bars, int from, int length) {
        List<Bar> rest = new ArrayList<>(bars.subList(0, from));
        rest.addAll(bars.subList(Math.min(bars.size(), from + length), bars.size()));
        return rest;
    }

    private static Throwable failure(long seed, Market market, Check check) {
        try {
            check.of(market, new SplittableRandom(~seed));
            return null;
        } catch (Exception | AssertionError e) {
            return e;
        }
    }
}
