package dev.candlemill.bar;

/**
 * What flows into the keyed operators: pages of bars and, in the same stream and in order, what is
 * already stored, which setups are active, which timeframes are wanted, bars that are not closed
 * yet, word of bars that a bounded run hands over, and whether the symbol is followed or may be
 * forgotten. One symbol's events are never reordered.
 */
public sealed interface SymbolEvent
        permits BarPage,
                Baseline,
                ActiveSetups,
                FormingBar,
                HandedBars,
                Following,
                WantedTimeframes,
                Forgotten {

    /** The key: a canonical id such as {@code XNAS:AAPL}. */
    String symbol();
}
