package dev.candlemill.indicator;

/** How many candles an indicator needs, see {@link Indicator}. */
record Lengths(int definedAfter, int usableAfter, int stableAfter) {

    static final int NEVER = Integer.MAX_VALUE;

    /** Of a formula that looks at its last candles only. */
    static Lengths window(int bars) {
        return new Lengths(bars, bars, bars);
    }

    /** The same, where no number of candles makes the value independent of what was before. */
    Lengths neverStable() {
        return new Lengths(definedAfter, usableAfter, NEVER);
    }
}
