package dev.candlemill.strategy;

import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.signal.NamedValues;
import dev.candlemill.signal.SignalType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.Strategy;

/**
 * One strategy during one turn: asks its rules candle by candle, and lets no fault of theirs out.
 */
final class RunningStrategy {

    private final StrategyPlan plan;
    private final int at;
    private final IndicatorSet indicators;
    private final StrategyOptions options;
    private final StrategyShelf shelf;
    private final @Nullable HigherView higher;

    /** The shelf's, or of a strategy that is built for every candle. */
    private StrategyShelf.@Nullable Built built;

    /** Once its own inputs have come far enough, they stay so. */
    private boolean warm;

    private record Event(SignalType type, double confidence, Map<String, Double> values) {}

    /**
     * @param higher its higher timeframe, if it reads one
     */
    RunningStrategy(
            TimeframePlan.Placed placed,
            IndicatorSet indicators,
            StrategyOptions options,
            StrategyShelf shelf,
            @Nullable HigherView higher) {
        this.plan = placed.plan();
        this.at = placed.at();
        this.indicators = indicators;
        this.options = options;
        this.shelf = shelf;
        this.higher = higher;
    }

    String setup() {
        return plan.name.setup();
    }

    /** Returns what it threw, if it did: it must not be asked again. */
    @Nullable Exception candle(double[] state, Row row, int index, StrategyRun.Sink sink) {
        if (RunningSeries.failed(state, at)) {
            return null;
        }
        try {
            StrategyShelf.Built asked = built();
            RunningSeries series = asked.series();
            series.begin(state, at, row);
            boolean seen = higher == null || higher.show(plan, series, row.candle.closeTime);
            warm = warm || haveInputsComeFarEnough(series, row);
            boolean usable = warm && seen;
            Event event = ask(asked.strategy(plan), series, usable);
            if (event != null) {
                sink.event(index, event.type, event.confidence, event.values);
            }
            return null;
        } catch (RuntimeException e) {
            return failed(e);
        } catch (LinkageError | AssertionError | StackOverflowError e) {
            return failed(new IllegalStateException(plan.name.spec() + " broke: " + e, e));
        }
    }

    private StrategyShelf.Built built() {
        StrategyShelf.Built known = built;
        if (known == null) {
            known = shelf.get(plan, indicators);
            built = known;
        } else if (plan.barCount > 1) {
            known.buildAnew();
        }
        return known;
    }

    private Exception failed(Exception reason) {
        shelf.forget(plan, indicators);
        built = null;
        return reason;
    }

    private boolean haveInputsComeFarEnough(RunningSeries seen, Row row) {
        if (seen.size() < plan.barCount) {
            return false;
        }
        for (StrategyPlan.Input input : plan.inputs) {
            if (row.barCount(input.canonical()) < options.warmUp().after(input.indicator())) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Event ask(Strategy asked, RunningSeries seen, boolean usable) {
        int candle = seen.size() - 1;
        boolean buy = asked.getEntryRule().isSatisfied(candle, null);
        boolean sell = asked.getExitRule().isSatisfied(candle, null);
        return buy != sell && usable && !asked.isUnstableAt(candle)
                ? event(seen, buy ? SignalType.BUY : SignalType.SELL)
                : null;
    }

    private Event event(RunningSeries seen, SignalType type) {
        double confidence = plan.strategy.confidence(seen, type);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalStateException(
                    plan.name.spec()
                            + " has the confidence "
                            + confidence
                            + " in "
                            + type
                            + ": expected 0 to 1");
        }
        return new Event(type, confidence, decidedOn(seen));
    }

    private Map<String, Double> decidedOn(RunningSeries seen) {
        double[] values = new double[plan.valuePlaces.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = seen.now(plan.valuePlaces[i]);
        }
        return NamedValues.finite(plan.valueNames, values);
    }
}
