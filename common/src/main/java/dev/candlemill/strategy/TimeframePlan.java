package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs on one timeframe, what others read of it, and the form of its state. */
final class TimeframePlan {

    /** A strategy, and where its part of the state begins. */
    record Placed(StrategyPlan plan, int at) {}

    final StateLayout layout = new StateLayout();
    final List<Placed> strategies = new ArrayList<>();
    final List<SetupStrategy> names = new ArrayList<>();
    @Nullable HigherCandles kept;

    private final Timeframe timeframe;

    TimeframePlan(Timeframe timeframe) {
        this.timeframe = timeframe;
    }

    /** The same strategy twice in a setup is one. */
    void add(StrategyPlan plan) {
        if (!names.contains(plan.name)) {
            names.add(plan.name);
            strategies.add(new Placed(plan, layout.add(plan.layoutName(), plan.stateSize())));
        }
    }

    /** Keeps what a strategy on a lower timeframe reads of this one. */
    void keepFor(StrategyPlan plan) {
        if (kept == null) {
            kept = new HigherCandles(timeframe, layout);
        }
        for (StrategyPlan.Input input : plan.higherInputs) {
            kept.keep(input, layout);
        }
    }
}
