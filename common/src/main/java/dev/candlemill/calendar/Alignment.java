package dev.candlemill.calendar;

/** Where intraday buckets begin. Days, weeks and months ignore it. */
public enum Alignment {
    /** Anchored at each segment's open; what TradingView and Yahoo show. The default. */
    SESSION,
    /** A grid from venue-local midnight, clipped to the segment. */
    CLOCK,
    /** A grid from 00:00 UTC, clipped to the segment. */
    UTC
}
