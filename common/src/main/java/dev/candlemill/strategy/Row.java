package dev.candlemill.strategy;

import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.indicator.SeriesCandle;

/** A candle with its indicators' values and states, on its way through strategies; reused. */
final class Row {

    final IndicatorSet indicators;

    SeriesCandle candle = new SeriesCandle();
    double[] values = {};
    double[] indicatorState = {};
    private int at;
    private int later;

    Row(IndicatorSet indicators) {
        this.indicators = indicators;
    }

    void set(SeriesCandle newCandle, double[] newValues, int newAt) {
        this.candle = newCandle;
        this.values = newValues;
        this.at = newAt;
    }

    /**
     * @param laterCandles that the state has seen, too
     */
    void indicatorState(double[] newIndicatorState, int laterCandles) {
        this.indicatorState = newIndicatorState;
        this.later = laterCandles;
    }

    /** Where an indicator's first value stands among this row's values. */
    int position(String indicator) {
        return at + indicators.indexOf(indicator);
    }

    int at() {
        return at;
    }

    /** Candles that an indicator has seen. */
    long barCount(String indicator) {
        return Math.max(0, indicators.barCount(indicatorState, indicator) - later);
    }
}
