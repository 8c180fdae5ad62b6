package dev.candlemill.strategy;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import dev.candlemill.strategy.CrossStrategy.Line;
import java.util.List;

/** The MACD line crosses its signal line. */
public final class MacdCross implements StrategyDefinition {

    private static final double HALF = 0.0005;

    @Override
    public String name() {
        return "macd";
    }

    @Override
    public String description() {
        return "The MACD line crosses its signal line";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("fast", "candles", 1, 999, 12, "length of the fast EMA"),
                Parameter.integer(
                        "slow", "candles", 2, 1000, 26, "length of the slow EMA, above fast"),
                Parameter.integer(
                        "signal", "candles", 1, 1000, 9, "length of the signal line's EMA"));
    }

    @Override
    public String events() {
        return "BUY on the candle on which the line is above its signal line, and was below on the last candle on which they"
                + " differed; SELL the other way round.";
    }

    @Override
    public String confidence() {
        return "`d / (d + 0.0005 * |close|)` with `d = |line - signal|`: one half where the histogram is 0.05 % of"
                + " the price";
    }

    @Override
    public SignalStrategy create(Arguments arguments) {
        AverageCross.requireBelow(arguments, "fast", "slow");
        String macd = "macd(" + String.join(",", arguments.numbers()) + ")";
        return new CrossStrategy(new Line(macd, 0), new Line(macd, 1), HALF);
    }
}
