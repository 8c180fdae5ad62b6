package dev.candlemill.candle;

/** What becomes of a bucket of the calendar in which no bar came at all. */
public enum Fill {
    /** There is no candle. */
    NONE,
    /**
     * Once it would be final it is a flat candle at the close of the newest bar before it, with
     * volume 0; its {@code bar_count} of 0 says so. Bars that come later replace it.
     */
    PREVIOUS_CLOSE
}
