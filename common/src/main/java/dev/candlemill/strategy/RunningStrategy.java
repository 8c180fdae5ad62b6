package dev.candlemill.strategy;

import dev.candlemill.signal.SignalType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.Strategy;

/**
 * One strategy during one turn: asks its rules candle by candle, and keeps its faults to itself.
 */
final class RunningStrategy {

    private final StrategyPlan plan;
    private final RunningSeries series;
    private final StrategyOptions options;
    private final @Nullable HigherView higher;
    private @Nullable Strategy strategy;

    /** Once its own inputs have come far enough, they stay so. */
    private boolean warm;

    private record Event(SignalType type, double confidence, Map<String, Double> values) {}

    /**
     * @param higher its higher timeframe, if it reads one
     */
    RunningStrategy(
            StrategyPlan plan,
            RunningSeries series,
            StrategyOptions options,
            @Nullable HigherView higher) {
        this.plan = plan;
        this.series = series;
        this.options = options;
        this.higher = higher;
    }

    void candle(double[] state, Row row, int index, StrategyRun.Sink sink) {
        if (series.failed(state)) {
            return;
        }
        series.begin(state, row);
        boolean seen = higher == null || higher.show(plan, series, row.candle.closeTime);
        boolean usable = warm(row) && seen;
        @Nullable Event event = null;
        try {
            event = ask(usable);
        } catch (RuntimeException e) {
            fail(e, index, sink);
        } catch (LinkageError | AssertionError | StackOverflowError e) {
            fail(new IllegalStateException(plan.name.spec() + " broke: " + e, e), index, sink);
        }
        if (event != null) {
            sink.event(index, event.type, event.confidence, event.values);
        }
    }

    private void fail(Exception reason, int index, StrategyRun.Sink sink) {
        series.fail();
        sink.failed(index, reason);
    }

    private boolean warm(Row row) {
        if (!warm) {
            warm = series.size() == plan.barCount;
            for (StrategyPlan.Input input : plan.inputs) {
                warm &=
                        row.barCount(input.canonical())
                                >= options.warmUp().after(input.indicator());
            }
        }
        return warm;
    }

    private @Nullable Event ask(boolean usable) {
        Strategy asked = strategy;
        if (asked == null) {
            asked = plan.strategy.build(series);
            strategy = plan.barCount == 1 ? asked : null;
        }
        int candle = series.size() - 1;
        boolean buy = asked.getEntryRule().isSatisfied(candle, null);
        boolean sell = asked.getExitRule().isSatisfied(candle, null);
        return buy != sell && usable && !asked.isUnstableAt(candle)
                ? event(buy ? SignalType.BUY : SignalType.SELL)
                : null;
    }

    private Event event(SignalType type) {
        double confidence = plan.strategy.confidence(series, type);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalStateException(
                    plan.name.spec()
                            + " has the confidence "
                            + confidence
                            + " in "
                            + type
                            + ": expected 0 to 1");
        }
        return new Event(type, confidence, decidedOn());
    }

    private Map<String, Double> decidedOn() {
        Map<String, Double> values = new LinkedHashMap<>();
        add(plan.inputs, "", values);
        if (plan.higher != null) {
            add(plan.higherInputs, plan.higher.wire() + ".", values);
        }
        return Collections.unmodifiableMap(values);
    }

    private void add(List<StrategyPlan.Input> inputs, String prefix, Map<String, Double> values) {
        for (StrategyPlan.Input input : inputs) {
            List<String> names = input.indicator().valueNames();
            for (int i = 0; i < names.size(); i++) {
                double value = series.now(input.at() + i);
                if (Double.isFinite(value)) {
                    values.put(prefix + names.get(i), value);
                }
            }
        }
    }
}
