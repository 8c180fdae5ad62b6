package dev.candlemill.source;

import java.io.Serializable;

/**
 * What a provider is asked for: the bars of one symbol that open in {@code [from, to)}, epoch
 * milliseconds.
 */
public record SymbolRange(String symbol, long from, long to) implements Serializable {}
