package dev.candlemill.candle;

/** The counts of one symbol at the end of a bounded run. */
public record SymbolReport(String symbol, SymbolCounts counts) {}
