package dev.candlemill.candle;

/** The counts of one symbol: at the end of a bounded run, or as of a live job's checkpoint. */
public record SymbolReport(String symbol, SymbolCounts counts) {}
