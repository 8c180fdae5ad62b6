package dev.candlemill.calendar;

/**
 * One trading day of a venue: {@code [openTime, closeTime)} in 5-minute slots, breaks included.
 * Immutable.
 *
 * @param date epoch day: the venue's trading day
 * @param grid the buckets of a session of this shape
 */
public record Session(
        int date, long openTime, long closeTime, BucketGrid grid, Period week, Period month) {

    public int slotCount() {
        return grid.slotCount();
    }

    /** 5-minute slots inside the segments. */
    public int expectedBars() {
        return grid.expectedBars(Timeframe.D1.ordinal(), 0);
    }

    /** The slot that holds {@code time}, or -1 outside the session or in a break. */
    public int slotAt(long time) {
        if (time < openTime || time >= closeTime) {
            return -1;
        }
        int slot = (int) ((time - openTime) / Timeframe.SLOT_MILLIS);
        return grid.isTrading(slot) ? slot : -1;
    }

    public long slotOpen(int slot) {
        return openTime + slot * Timeframe.SLOT_MILLIS;
    }
}
