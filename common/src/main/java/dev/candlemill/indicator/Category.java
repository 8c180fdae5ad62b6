package dev.candlemill.indicator;

/** What an indicator looks at. */
public enum Category {
    TREND,
    MOMENTUM,
    VOLATILITY,
    VOLUME
}
