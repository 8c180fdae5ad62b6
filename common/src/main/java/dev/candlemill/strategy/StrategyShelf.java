package dev.candlemill.strategy;

import dev.candlemill.indicator.IndicatorSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.Strategy;

/**
 * Strategies as they were built, each with the series that it reads, for the next turn or symbol:
 * building one costs as much as asking it a thousand times. Only such as look at nothing but the
 * current candle: {@link SignalStrategy#build} says that their rules remember in the series alone,
 * and the series is told anew with each candle where its memory is. Used by one thread.
 */
public final class StrategyShelf {

    private static final int MOST_KEPT = 1_000;

    private final Map<Key, Built> built = new HashMap<>();

    private record Key(String spec, IndicatorSet indicators) {}

    /** A series, and the strategy that is built over it when it is first asked. */
    static final class Built {
        private final RunningSeries series;
        private @Nullable Strategy strategy;

        Built(RunningSeries series) {
            this.series = series;
        }

        RunningSeries series() {
            return series;
        }

        /** ta4j remembers by index, and the next candle may have the same. */
        void buildAnew() {
            strategy = null;
        }

        Strategy strategy(StrategyPlan plan) {
            Strategy known = strategy;
            if (known == null) {
                known = plan.strategy.build(series);
                strategy = known;
            }
            return known;
        }
    }

    /** A strategy that looks back at candles is always a new one. */
    Built get(StrategyPlan plan, IndicatorSet indicators) {
        if (plan.barCount > 1) {
            return new Built(new RunningSeries(plan, indicators));
        }
        Key key = new Key(plan.name.spec(), indicators);
        Built known = built.get(key);
        if (known == null) {
            known = new Built(new RunningSeries(plan, indicators));
            if (built.size() < MOST_KEPT) {
                built.put(key, known);
            }
        }
        return known;
    }

    /** What a rule holds after it threw is not known. */
    void forget(StrategyPlan plan, IndicatorSet indicators) {
        built.remove(new Key(plan.name.spec(), indicators));
    }
}
