package dev.candlemill.strategy;

import dev.candlemill.indicator.Field;
import org.ta4j.core.BarSeries;

/**
 * What a strategy sees of one symbol and timeframe: a bounded ta4j series that ends with the
 * current candle, and our indicators as ta4j indicators over it. The first candle in sight has the
 * index 0, the current one {@code bars().getEndIndex()}. Values that are not defined are ta4j's
 * NaN.
 */
public interface StrategySeries {

    /** The last {@link SignalStrategy#barCount} candles, or fewer while there are no more. */
    BarSeries bars();

    /** A field of the candles themselves. */
    SeriesValue price(Field field);

    /**
     * A value of one of the strategy's declared indicators.
     *
     * @param indicator as declared, {@code macd(12,26,9)}
     * @param value which of its values, from 0
     * @throws IllegalArgumentException when the strategy has not declared it
     */
    SeriesValue indicator(String indicator, int value);

    /** The first value of a declared indicator. */
    default SeriesValue indicator(String indicator) {
        return indicator(indicator, 0);
    }

    /**
     * A value of an indicator declared for the higher timeframe, on its last candle that was final
     * when the current candle closed.
     *
     * @throws IllegalArgumentException when the strategy has not declared it
     */
    SeriesValue higher(String indicator, int value);

    /** The first value of an indicator declared for the higher timeframe. */
    default SeriesValue higher(String indicator) {
        return higher(indicator, 0);
    }

    /** The close of the higher timeframe's last candle that was final. */
    SeriesValue higherClose();

    /** One double that outlives the page: what a rule remembers, by its position; 0 at first. */
    double memory(int position);

    /**
     * @param value finite
     */
    void remember(int position, double value);
}
