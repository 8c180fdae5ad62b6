package dev.candlemill.calendar;

/**
 * A trading week or a calendar month of session dates: {@code [openTime, closeTime)} from its first
 * session's open to its last session's close.
 *
 * @param date epoch day: the week's Monday, the month's 1st
 * @param expectedBars 5-minute slots of all its sessions
 * @param firstSession epoch day of its first session
 * @param lastSession epoch day of its last session
 */
public record Period(
        int date,
        long openTime,
        long closeTime,
        int expectedBars,
        int firstSession,
        int lastSession) {}
