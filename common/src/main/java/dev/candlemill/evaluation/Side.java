package dev.candlemill.evaluation;

import dev.candlemill.signal.SignalType;

/** Which positions may be held. */
public enum Side {
    /** BUY enters, SELL exits. */
    LONG,
    /** SELL enters, BUY exits. */
    SHORT,
    /** Every signal turns the position round. */
    BOTH;

    /** The position to hold after a signal: 1 long, -1 short, 0 none. */
    int after(SignalType type) {
        return switch (type) {
            case BUY -> this == SHORT ? 0 : 1;
            case SELL -> this == LONG ? 0 : -1;
        };
    }
}
