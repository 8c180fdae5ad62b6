package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.SignalType;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Rule;
import org.ta4j.core.Strategy;

/** A strategy that a test puts together; by itself it says BUY on every candle. */
final class OwnStrategy implements StrategyDefinition, SignalStrategy {

    private final String name;
    private List<String> indicators = List.of();
    private List<String> higherIndicators = List.of();
    private @Nullable Timeframe higher;
    private int barCount = 1;
    private int memorySize;
    private String failure = "";
    private double confidence = 0.5;
    private Function<StrategySeries, Strategy> rules = series -> strategy(always(), never());

    OwnStrategy(String name) {
        this.name = name;
    }

    static Rule always() {
        return (index, none) -> true;
    }

    static Rule never() {
        return (index, none) -> false;
    }

    static Strategy strategy(Rule buy, Rule sell) {
        return new BaseStrategy(buy, sell);
    }

    OwnStrategy reads(String... declared) {
        indicators = List.of(declared);
        return this;
    }

    OwnStrategy readsHigher(Timeframe timeframe, String... declared) {
        higher = timeframe;
        higherIndicators = List.of(declared);
        return this;
    }

    /** Cannot be made. */
    OwnStrategy failing(String reason) {
        failure = reason;
        return this;
    }

    OwnStrategy barCount(int count) {
        barCount = count;
        return this;
    }

    OwnStrategy memorySize(int size) {
        memorySize = size;
        return this;
    }

    OwnStrategy confidence(double value) {
        confidence = value;
        return this;
    }

    OwnStrategy rules(Function<StrategySeries, Strategy> made) {
        rules = made;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public SignalStrategy create(Arguments arguments) {
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
        return this;
    }

    @Override
    public List<String> indicators() {
        return indicators;
    }

    @Override
    public Optional<Timeframe> higher() {
        return Optional.ofNullable(higher);
    }

    @Override
    public List<String> higherIndicators() {
        return higherIndicators;
    }

    @Override
    public int barCount() {
        return barCount;
    }

    @Override
    public int memorySize() {
        return memorySize;
    }

    @Override
    public Strategy build(StrategySeries series) {
        return rules.apply(series);
    }

    @Override
    public double confidence(StrategySeries series, SignalType type) {
        return confidence;
    }

    /** Runs these, each as a setup of its own on the timeframe. */
    static SymbolStrategies on(Timeframe timeframe, StrategyDefinition... definitions) {
        return SymbolStrategies.of(
                Arrays.stream(definitions)
                        .map(d -> SymbolStrategiesTest.setup(d.name(), timeframe, d.name()))
                        .toList(),
                Strategies.of(List.of(definitions)));
    }
}
