package dev.candlemill.calendar;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When one venue trades, at one alignment and choice of hours. Thread-safe; sessions are built on
 * first use and kept.
 */
public final class VenueCalendar {

    /** The venue's id, for example {@code XNYS}. */
    public String venue() {
        throw new UnsupportedOperationException();
    }

    public ZoneId zone() {
        throw new UnsupportedOperationException();
    }

    public Alignment alignment() {
        throw new UnsupportedOperationException();
    }

    /** Whether instruments of this venue may trade at or below zero. */
    public boolean allowsNegativePrices() {
        throw new UnsupportedOperationException();
    }

    /** Whether {@code time} lies in a year that the venue's data covers. */
    public boolean covers(long time) {
        throw new UnsupportedOperationException();
    }

    /**
     * The session one of whose segments holds {@code time}; null when the venue is closed then.
     *
     * @throws CalendarNotCoveredException when the data does not cover that year
     */
    public @Nullable Session sessionAt(long time) {
        throw new UnsupportedOperationException();
    }

    /** The session that closes exactly at {@code time}, or null. */
    public @Nullable Session sessionClosingAt(long time) {
        throw new UnsupportedOperationException();
    }

    /** The session whose {@code [openTime, closeTime)} holds {@code time}, else the next one. */
    public Session sessionAtOrAfter(long time) {
        throw new UnsupportedOperationException();
    }

    /** The session of that epoch day, or null when the venue is closed on it. */
    public @Nullable Session session(int date) {
        throw new UnsupportedOperationException();
    }

    /** The first session after that epoch day. */
    public Session next(int date) {
        throw new UnsupportedOperationException();
    }

    /** The last session before that epoch day. */
    public Session previous(int date) {
        throw new UnsupportedOperationException();
    }
}
