package dev.candlemill.strategy;

import dev.candlemill.indicator.Field;
import dev.candlemill.signal.SignalType;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Strategy;

/** Says something on every candle, BUY and SELL in turn: what no correction can hide from. */
public final class EveryCandle implements StrategyDefinition {

    private static final double BUY = 1;
    private static final double SELL = 2;

    @Override
    public String name() {
        return "every_candle";
    }

    @Override
    public String description() {
        return "BUY and SELL in turn, on every candle";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public SignalStrategy create(Arguments arguments) {
        return new Alternating();
    }

    private static final class Alternating implements SignalStrategy {

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
            return new BaseStrategy(
                    (index, none) -> {
                        series.remember(0, series.memory(0) == BUY ? SELL : BUY);
                        return series.memory(0) == BUY;
                    },
                    (index, none) -> series.memory(0) == SELL);
        }

        @Override
        public double confidence(StrategySeries series, SignalType type) {
            double close = series.price(Field.CLOSE).now();
            double open = series.price(Field.OPEN).now();
            return Confidence.of(Math.abs(close - open), 0.001 * Math.abs(close));
        }
    }
}
