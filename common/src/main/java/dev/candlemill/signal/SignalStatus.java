package dev.candlemill.signal;

/** How a signal stands to what was sent before under its id. */
public enum SignalStatus {
    NEW,
    /** A correction changed what it says or was decided on. */
    REVISED,
    /** A correction took away its reason; it may become NEW again, at a higher revision. */
    RETRACTED
}
