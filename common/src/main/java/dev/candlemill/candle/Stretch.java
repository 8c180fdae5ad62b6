package dev.candlemill.candle;

import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;

/**
 * Keys of a symbol's state entries. A stretch is up to {@value #SLOTS} slots of one session: a
 * whole US session, a third of a crypto day; small enough that a one-bar page rewrites little,
 * large enough that a page of a day writes few. The numbering is part of the savepoint contract.
 */
final class Stretch {

    static final int SLOTS = 96;

    private static final int PER_SESSION = 8;
    private static final int KINDS = 4;

    private Stretch() {}

    static long of(Session session, int slot) {
        return (long) session.date() * PER_SESSION + slot / SLOTS;
    }

    static long first(int sessionDate) {
        return (long) sessionDate * PER_SESSION;
    }

    /** Where the last slot opens of the stretch that a slot lies in. */
    static long lastOpen(Session session, int slot) {
        return session.slotOpen(Math.min((slot / SLOTS + 1) * SLOTS, session.slotCount()) - 1);
    }

    static int count(Session session) {
        return (session.slotCount() + SLOTS - 1) / SLOTS;
    }

    /** Where a candle's revision is kept: with its session, its week or its month. */
    static int revisionKey(int timeframe, int sessionDate) {
        int kind = Math.max(0, timeframe - Timeframe.D1.ordinal());
        return sessionDate * KINDS + kind;
    }
}
