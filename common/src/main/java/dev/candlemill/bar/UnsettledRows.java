package dev.candlemill.bar;

/**
 * What is stored of a symbol since the checkpoint that a job was restored from: written by an
 * attempt that failed, of which the restored state knows nothing. Candles at their first revision
 * are left out, since what is said of them next takes their place.
 */
public record UnsettledRows(String symbol, StoredCandles candles, StoredSignals signals) {}
