package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.Indicators;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.spec.SpecException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The strategies of one symbol's active setups, ready to run. A setup of which something cannot be
 * computed is left out whole, and what it is is named by {@link #failures}. Immutable.
 */
public final class SymbolStrategies {

    /** Nothing runs. */
    public static final SymbolStrategies NONE = new SymbolStrategies();

    private final List<TimeframePlan> plans =
            Timeframe.all().stream().map(TimeframePlan::new).toList();
    private final Set<String> indicators = new TreeSet<>();
    private final List<StrategyFailure> failures = new ArrayList<>();

    private SymbolStrategies() {}

    /**
     * @param setups of one symbol; those that are not active are passed over
     */
    public static SymbolStrategies of(List<TradingSetup> setups, Strategies strategies) {
        SymbolStrategies compiled = new SymbolStrategies();
        for (TradingSetup setup : setups) {
            if (setup.status() == TradingSetup.Status.ACTIVE) {
                compiled.add(setup, strategies);
            }
        }
        return compiled;
    }

    private void add(TradingSetup setup, Strategies strategies) {
        int failuresBefore = failures.size();
        List<String> ownIndicators = new ArrayList<>();
        setup.indicators().forEach(text -> addIndicator(setup, text, ownIndicators));
        List<StrategyPlan> ownPlans = new ArrayList<>();
        setup.strategies().forEach(text -> addStrategy(setup, text, strategies, ownPlans));
        if (failures.size() == failuresBefore) {
            indicators.addAll(ownIndicators);
            ownPlans.forEach(plan -> setup.timeframes().forEach(on -> add(plan, on)));
        }
    }

    private void addIndicator(TradingSetup setup, String text, List<String> to) {
        try {
            to.add(Indicators.of(text).spec().toString());
        } catch (SpecException e) {
            fail(setup, text, e);
        }
    }

    private void addStrategy(
            TradingSetup setup, String text, Strategies strategies, List<StrategyPlan> to) {
        StrategyPlan plan;
        try {
            plan = new StrategyPlan(setup.id(), strategies.of(text));
        } catch (RuntimeException | LinkageError e) {
            fail(setup, text, e);
            return;
        }
        for (Timeframe timeframe : setup.timeframes()) {
            if (plan.higher != null && plan.higher.compareTo(timeframe) <= 0) {
                fail(setup, text, notHigher(plan.higher, timeframe));
            }
        }
        to.add(plan);
    }

    private static SpecException notHigher(Timeframe higher, Timeframe timeframe) {
        return new SpecException(
                "reads "
                        + higher.wire()
                        + " as a higher timeframe: expected one above "
                        + timeframe.wire());
    }

    private void add(StrategyPlan plan, Timeframe timeframe) {
        plans.get(timeframe.ordinal()).add(plan);
        plan.inputs.forEach(input -> indicators.add(input.canonical()));
        if (plan.higher != null) {
            plans.get(plan.higher.ordinal()).keepFor(plan);
            plan.higherInputs.forEach(input -> indicators.add(input.canonical()));
        }
    }

    private void fail(TradingSetup setup, String text, Throwable reason) {
        String message =
                reason instanceof SpecException e
                        ? String.valueOf(e.getMessage())
                        : reason.toString();
        failures.add(new StrategyFailure(setup.id(), text, message));
    }

    /** What has to be computed, canonical: the inputs of strategies and the setups' own. */
    public Set<String> indicators() {
        return Collections.unmodifiableSet(indicators);
    }

    /** What runs on the timeframe of an ordinal; events name one by its index here. */
    public List<SetupStrategy> on(int timeframe) {
        return Collections.unmodifiableList(plans.get(timeframe).names);
    }

    /** Doubles to remember for the timeframe; all zeros before the first candle. */
    public int stateSize(int timeframe) {
        return plans.get(timeframe).layout.size();
    }

    /** Says what each double means; states of equal layout are interchangeable. */
    public String layout(int timeframe) {
        return plans.get(timeframe).layout.text();
    }

    /**
     * A state of this timeframe from one of another layout: what both have is taken over, the rest
     * begins anew.
     *
     * @throws IllegalArgumentException when the other state does not have the other layout
     */
    public double[] adopt(int timeframe, String otherLayout, double[] other) {
        return plans.get(timeframe).layout.adopt(otherLayout, other);
    }

    /** What of the setups cannot be computed, in their order. */
    public List<StrategyFailure> failures() {
        return Collections.unmodifiableList(failures);
    }

    TimeframePlan plan(int timeframe) {
        return plans.get(timeframe);
    }
}
