package dev.candlemill.strategy;

import dev.candlemill.indicator.Field;
import dev.candlemill.signal.SignalType;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Strategy;

/** A candle reaches one of the Bollinger bands. */
public final class BollingerTouch implements StrategyDefinition {

    private static final int UPPER = 0;
    private static final int LOWER = 2;
    private static final double HALF = 0.1;

    @Override
    public String name() {
        return "bollinger";
    }

    @Override
    public String description() {
        return "A candle reaches one of the Bollinger bands";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("bars", "candles", 2, 1000, 20, "candles of the middle"),
                Parameter.decimal(
                        "deviations",
                        "standard deviations",
                        0.1,
                        10,
                        2,
                        "distance of each band from the middle"));
    }

    @Override
    public String events() {
        return "BUY when the low reaches the lower band, SELL when the high reaches the upper one; each again only after a"
                + " candle wholly inside the bands. A candle that reaches both is no event.";
    }

    @Override
    public String confidence() {
        return "`d / (d + 0.1 * (upper - lower))` with `d` the price by which the candle reaches beyond the band: 0 where it"
                + " just touches, one half at a tenth of the bands' distance beyond";
    }

    @Override
    public SignalStrategy create(Arguments arguments) {
        return new Touch("bollinger(" + String.join(",", arguments.numbers()) + ")");
    }

    private record Touch(String bands) implements SignalStrategy {

        @Override
        public List<String> indicators() {
            return List.of(bands);
        }

        @Override
        public int memorySize() {
            return 2;
        }

        @Override
        public Strategy build(StrategySeries series) {
            SeriesValue low = series.price(Field.LOW);
            SeriesValue high = series.price(Field.HIGH);
            SeriesValue lower = series.indicator(bands, LOWER);
            SeriesValue upper = series.indicator(bands, UPPER);
            BooleanSupplier touchesLower = () -> low.now() <= lower.now();
            BooleanSupplier touchesUpper = () -> high.now() >= upper.now();
            return new BaseStrategy(
                    new BandTouch(series, 0, touchesLower, touchesUpper),
                    new BandTouch(series, 1, touchesUpper, touchesLower));
        }

        @Override
        public double confidence(StrategySeries series, SignalType type) {
            double upper = series.indicator(bands, UPPER).now();
            double lower = series.indicator(bands, LOWER).now();
            double beyond =
                    type == SignalType.BUY
                            ? lower - series.price(Field.LOW).now()
                            : series.price(Field.HIGH).now() - upper;
            return Confidence.of(beyond, HALF * (upper - lower));
        }
    }
}
