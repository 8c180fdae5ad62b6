package dev.candlemill.signal;

/** What a strategy says; no news is never sent. */
public enum SignalType {
    BUY,
    SELL
}
