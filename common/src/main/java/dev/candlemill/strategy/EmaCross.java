package dev.candlemill.strategy;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/** The crossover of a fast and a slow exponential moving average of closes. */
public final class EmaCross implements StrategyDefinition {

    @Override
    public String name() {
        return "ema_cross";
    }

    @Override
    public String description() {
        return "A fast exponential moving average crosses a slow one";
    }

    @Override
    public List<Parameter> parameters() {
        return AverageCross.parameters(12, 26);
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
        return AverageCross.create("ema", arguments);
    }
}
