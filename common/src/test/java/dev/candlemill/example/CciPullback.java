package dev.candlemill.example;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.SignalType;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import dev.candlemill.strategy.Confidence;
import dev.candlemill.strategy.CrossedAbove;
import dev.candlemill.strategy.SignalStrategy;
import dev.candlemill.strategy.StrategyDefinition;
import dev.candlemill.strategy.StrategySeries;
import java.util.List;
import java.util.Optional;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Rule;
import org.ta4j.core.Strategy;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.rules.OverIndicatorRule;

/** Buys the end of a pullback while the day is above its average; sells where strength ends. */
public final class CciPullback implements StrategyDefinition {

    private static final double LEVEL = 100;

    @Override
    public String name() {
        return "cci_pullback";
    }

    @Override
    public String description() {
        return "CCI comes back from below -100 while the day is above its average";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.integer("bars", "candles", 2, 500, 20, "candles of the CCI"));
    }

    @Override
    public SignalStrategy create(Arguments arguments) {
        return new Pullback(arguments.integer("bars"));
    }

    private record Pullback(int bars) implements SignalStrategy {

        @Override
        public List<String> indicators() {
            return List.of();
        }

        @Override
        public Optional<Timeframe> higher() {
            return Optional.of(Timeframe.D1);
        }

        @Override
        public List<String> higherIndicators() {
            return List.of("sma(10)");
        }

        @Override
        public int barCount() {
            return bars;
        }

        @Override
        public int memorySize() {
            return 2;
        }

        @Override
        public Strategy build(StrategySeries series) {
            Rule recovers = new CrossedAbove(series, 0, () -> cci(series), () -> -LEVEL);
            Rule weakens = new CrossedAbove(series, 1, () -> LEVEL, () -> cci(series));
            Rule dayIsUp = new OverIndicatorRule(series.higherClose(), series.higher("sma(10)"));
            return new BaseStrategy(recovers.and(dayIsUp), weakens);
        }

        @Override
        public double confidence(StrategySeries series, SignalType type) {
            double beyond = type == SignalType.BUY ? cci(series) + LEVEL : LEVEL - cci(series);
            return Confidence.of(beyond, 25);
        }

        private double cci(StrategySeries series) {
            CCIIndicator cci = new CCIIndicator(series.bars(), bars);
            return cci.getValue(series.bars().getEndIndex()).doubleValue();
        }
    }
}
