package dev.candlemill.strategy;

import dev.candlemill.indicator.Field;
import dev.candlemill.signal.SignalType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Strategy;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.NaN;
import org.ta4j.core.num.Num;

/** A series of numbers that a test types in, for rules that look at the current candle only. */
final class TypedSeries implements StrategySeries {

    private final Map<String, Double> numbers = new HashMap<>();
    private final double[] memory;
    private final SignalStrategy strategy;
    private final Strategy built;

    TypedSeries(SignalStrategy strategy) {
        this.strategy = strategy;
        this.memory = new double[strategy.memorySize()];
        this.built = strategy.build(this);
    }

    TypedSeries with(String indicator, int value, double number) {
        numbers.put(indicator + "#" + value, number);
        return this;
    }

    TypedSeries with(Field field, double number) {
        numbers.put(field.name(), number);
        return this;
    }

    /** Asks both rules about what has been typed. */
    Optional<SignalType> ask() {
        boolean buy = built.getEntryRule().isSatisfied(0, null);
        boolean sell = built.getExitRule().isSatisfied(0, null);
        return buy == sell ? Optional.empty() : Optional.of(buy ? SignalType.BUY : SignalType.SELL);
    }

    double confidence(SignalType type) {
        return strategy.confidence(this, type);
    }

    @Override
    public SeriesValue price(Field field) {
        return new Typed(field.name());
    }

    @Override
    public SeriesValue indicator(String indicator, int value) {
        return new Typed(indicator + "#" + value);
    }

    @Override
    public SeriesValue higher(String indicator, int value) {
        throw new UnsupportedOperationException("no higher timeframe");
    }

    @Override
    public SeriesValue higherClose() {
        throw new UnsupportedOperationException("no higher timeframe");
    }

    @Override
    public double memory(int position) {
        return memory[position];
    }

    @Override
    public void remember(int position, double value) {
        memory[position] = value;
    }

    @Override
    public BarSeries bars() {
        throw new UnsupportedOperationException("no bars");
    }

    private final class Typed implements SeriesValue {
        private final String key;

        Typed(String key) {
            this.key = key;
        }

        @Override
        public double now() {
            return numbers.getOrDefault(key, Double.NaN);
        }

        @Override
        public Num getValue(int index) {
            return Double.isNaN(now()) ? NaN.NaN : DoubleNum.valueOf(now());
        }

        @Override
        public int getUnstableBars() {
            return 0;
        }

        @Override
        public BarSeries getBarSeries() {
            return bars();
        }
    }
}
