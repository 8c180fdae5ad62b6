package dev.candlemill.indicator;

/** What of a candle an indicator may look back at. */
public enum Field {
    OPEN,
    HIGH,
    LOW,
    CLOSE,
    VOLUME
}
