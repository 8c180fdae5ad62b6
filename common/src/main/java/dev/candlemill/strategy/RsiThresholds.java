package dev.candlemill.strategy;

import dev.candlemill.signal.SignalType;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Strategy;

/** RSI enters, or comes back from, the oversold and the overbought zone. */
public final class RsiThresholds implements StrategyDefinition {

    private static final String ENTER = "enter";
    private static final double HALF = 5;

    @Override
    public String name() {
        return "rsi";
    }

    @Override
    public String description() {
        return "RSI enters, or comes back from, the oversold and the overbought zone";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("bars", "candles", 2, 1000, 14, "candles of the RSI"),
                Parameter.decimal(
                        "oversold", "%", 0, 100, 30, "threshold of BUY, below overbought"),
                Parameter.decimal("overbought", "%", 0, 100, 70, "threshold of SELL"),
                Parameter.choice(
                        "trigger",
                        List.of(ENTER, "exit"),
                        "whether entering a zone is the event, or crossing back out of it"));
    }

    @Override
    public String events() {
        return "`trigger=enter`: BUY on the first candle below `oversold`, and again only after a candle above it; SELL on the"
                + " first candle above `overbought`, and again only after a candle below it. `trigger=exit`: BUY where RSI"
                + " crosses back above `oversold`, SELL where it crosses back below `overbought`.";
    }

    @Override
    public String confidence() {
        return "`d / (d + 5)` with `d = |RSI - threshold|`: one half at 5 points beyond the threshold, in the event's"
                + " direction";
    }

    @Override
    public SignalStrategy create(Arguments arguments) {
        AverageCross.requireBelow(arguments, "oversold", "overbought");
        return new Thresholds(
                "rsi(" + arguments.integer("bars") + ")",
                arguments.decimal("oversold"),
                arguments.decimal("overbought"),
                arguments.choice("trigger").equals(ENTER));
    }

    private record Thresholds(String rsi, double oversold, double overbought, boolean onEntering)
            implements SignalStrategy {

        @Override
        public List<String> indicators() {
            return List.of(rsi);
        }

        @Override
        public int memorySize() {
            return 2;
        }

        @Override
        public Strategy build(StrategySeries series) {
            DoubleSupplier value = series.indicator(rsi)::now;
            DoubleSupplier low = () -> oversold;
            DoubleSupplier high = () -> overbought;
            return onEntering
                    ? new BaseStrategy(
                            new FirstBelow(series, 0, value, low),
                            new FirstBelow(series, 1, high, value))
                    : new BaseStrategy(
                            new CrossedAbove(series, 0, value, low),
                            new CrossedAbove(series, 1, high, value));
        }

        @Override
        public double confidence(StrategySeries series, SignalType type) {
            double threshold = type == SignalType.BUY ? oversold : overbought;
            return Confidence.of(Math.abs(series.indicator(rsi).now() - threshold), HALF);
        }
    }
}
