package dev.candlemill.calendar;

/**
 * Which trading hours of a venue count: its regular session, or the extended one where it has it.
 */
public enum Hours {
    REGULAR,
    EXTENDED
}
