package dev.candlemill.strategy;

import org.ta4j.core.Indicator;
import org.ta4j.core.num.Num;

/**
 * One number per candle of a {@link StrategySeries}: a ta4j indicator for ta4j's rules, and a plain
 * double for rules of one's own.
 */
public interface SeriesValue extends Indicator<Num> {

    /** On the current candle; NaN while it is not defined. */
    double now();
}
