package dev.candlemill.jobs;

/** What becomes of bars whose symbol the symbol index does not list. */
public enum UnknownSymbols {
    ACCEPT,
    REJECT
}
