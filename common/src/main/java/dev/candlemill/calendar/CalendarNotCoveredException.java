package dev.candlemill.calendar;

/** A time beyond the years that a venue's data covers: the calendar refuses, it does not guess. */
public final class CalendarNotCoveredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CalendarNotCoveredException(String message) {
        super(message);
    }
}
