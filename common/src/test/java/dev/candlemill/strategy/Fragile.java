package dev.candlemill.strategy;

import dev.candlemill.signal.SignalType;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Strategy;

/** Buys on every candle, until it throws: on the candle of a timeframe with a given number. */
public final class Fragile implements StrategyDefinition {

    @Override
    public String name() {
        return "fragile";
    }

    @Override
    public String description() {
        return "BUY on every candle, until it throws";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("at", "candles", 1, 100_000, 100_000, "the candle it throws on"));
    }

    @Override
    public SignalStrategy create(Arguments arguments) {
        return new Breaking(arguments.integer("at"));
    }

    private record Breaking(int at) implements SignalStrategy {

        @Override
        public List<String> indicators() {
            return List.of();
        }

        @Override
        public int memorySize() {
            return 1;
        }

        @Override
        public Strategy build(StrategySeries series) {
            return new BaseStrategy((index, none) -> buys(series), (index, none) -> false);
        }

        private boolean buys(StrategySeries series) {
            series.remember(0, series.memory(0) + 1);
            if (series.memory(0) >= at) {
                throw new ArithmeticException("candle " + at);
            }
            return true;
        }

        @Override
        public double confidence(StrategySeries series, SignalType type) {
            return 0.5;
        }
    }
}
