package dev.candlemill.strategy;

import dev.candlemill.indicator.Field;
import dev.candlemill.signal.SignalType;
import java.util.List;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Strategy;

/**
 * BUY where one price-like value crosses above another, SELL where it crosses below.
 *
 * @param fast what crosses
 * @param slow what is crossed
 * @param half the distance of confidence one half, as a part of the close
 */
record CrossStrategy(Line fast, Line slow, double half) implements SignalStrategy {

    /** One value of one indicator. */
    record Line(String indicator, int value) {
        SeriesValue of(StrategySeries series) {
            return series.indicator(indicator, value);
        }
    }

    @Override
    public List<String> indicators() {
        return fast.indicator.equals(slow.indicator)
                ? List.of(fast.indicator)
                : List.of(fast.indicator, slow.indicator);
    }

    @Override
    public int memorySize() {
        return 2;
    }

    @Override
    public Strategy build(StrategySeries series) {
        SeriesValue x = fast.of(series);
        SeriesValue y = slow.of(series);
        return new BaseStrategy(
                new CrossedAbove(series, 0, x::now, y::now),
                new CrossedAbove(series, 1, y::now, x::now));
    }

    @Override
    public double confidence(StrategySeries series, SignalType type) {
        return Confidence.of(
                Math.abs(fast.of(series).now() - slow.of(series).now()),
                half * Math.abs(series.price(Field.CLOSE).now()));
    }
}
