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

    Row(IndicatorSet indicators) {
        this.indicators = indicators;
    }

    void set(SeriesCandle newCandle, double[] newValues, int newAt, double[] newIndicatorState) {
        this.candle = newCandle;
        this.values = newValues;
        this.at = newAt;
        this.indicatorState = newIndicatorState;
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
        return indicators.barCount(indicatorState, indicator);
    }
}
