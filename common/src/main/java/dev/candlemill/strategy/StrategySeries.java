package dev.candlemill.strategy;

import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.num.Num;

/**
 * What a strategy sees of one symbol and timeframe: a bounded ta4j series that ends with the
 * current candle, and our indicators as ta4j indicators over it. Values that are not defined are
 * ta4j's NaN.
 */
public interface StrategySeries {

    /** At most {@link SignalStrategy#barCount} candles; its indexes grow from candle to candle. */
    BarSeries bars();

    /**
     * A value of one of the strategy's declared indicators.
     *
     * @param indicator as declared, {@code macd(12,26,9)}
     * @param value which of its values, from 0
     */
    Indicator<Num> indicator(String indicator, int value);

    /** The first value of a declared indicator. */
    default Indicator<Num> indicator(String indicator) {
        return indicator(indicator, 0);
    }

    /** A value of a declared indicator on the higher timeframe's last final candle. */
    Indicator<Num> higher(String indicator, int value);

    /** The close of the higher timeframe's last final candle. */
    Indicator<Num> higherClose();

    /** One double that outlives the page: what a rule remembers, by its position. */
    double memory(int position);

    void remember(int position, double value);
}
