package dev.candlemill.strategy;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/** The crossover of a fast and a slow simple moving average of closes. */
public final class SmaCross implements StrategyDefinition {

    @Override
    public String name() {
        return "sma_cross";
    }

    @Override
    public String description() {
        return "A fast simple moving average crosses a slow one";
    }

    @Override
    public List<Parameter> parameters() {
        return AverageCross.parameters(20, 50);
    }

    @Override
    public String events() {
        return AverageCross.EVENTS;
    }

    @Override
    public String confidence() {
        return AverageCross.CONFIDENCE;
    }

    @Override
    public SignalStrategy create(Arguments arguments) {
        return AverageCross.create("sma", arguments);
    }
}
