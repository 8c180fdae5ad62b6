package dev.candlemill.jobs.push;

import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;

/** The times at which candles of a venue may close: those of its 5-minute slots. */
final class SlotCloses {

    private static final long SLOT = Timeframe.SLOT_MILLIS;

    /** How long after a session's close a bar may still belong to it. */
    private final long auction;

    SlotCloses(boolean mergeClose) {
        auction = mergeClose ? SLOT : 0;
    }

    /** The first one after a time; {@link PushedSymbol#NEVER} where the calendar ends. */
    long after(VenueCalendar calendar, long time) {
        try {
            Session session = calendar.sessionAtOrAfter(time - auction);
            long onGrid = Math.floorDiv(time, SLOT) * SLOT + SLOT;
            return Math.max(onGrid, session.openTime() + SLOT);
        } catch (CalendarNotCoveredException e) {
            return PushedSymbol.NEVER;
        }
    }
}
