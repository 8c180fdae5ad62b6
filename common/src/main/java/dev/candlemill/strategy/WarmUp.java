package dev.candlemill.strategy;

import dev.candlemill.indicator.Indicator;

/** How far an indicator must have come before a strategy that reads it may send signals. */
public enum WarmUp {
    /** A value exists. */
    DEFINED,
    /** The seed weighs less than 1e-3. */
    USABLE,
    /** Within 1e-9 of the value from infinite history; never for what depends on all of it. */
    STABLE;

    /** In candles that the indicator has seen. */
    int after(Indicator indicator) {
        return switch (this) {
            case DEFINED -> indicator.definedAfter();
            case USABLE -> indicator.usableAfter();
            case STABLE -> indicator.stableAfter();
        };
    }
}
