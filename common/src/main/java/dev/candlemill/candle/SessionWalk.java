package dev.candlemill.candle;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Brings a fold forward, session by session, and notes anchors on its way.
 *
 * @param rollUp has been told which fold it is
 */
record SessionWalk(
        FoldOptions options,
        VenueCalendar calendar,
        SymbolState state,
        Stretches stretches,
        Anchors anchors,
        RollUp rollUp) {

    private static final int DAY = Timeframe.D1.ordinal();

    /**
     * Folds the bars that open in {@code [from, until)}.
     *
     * @param current whether as they are, or as they were when the event began
     */
    void fold(FoldState fold, long from, long until, boolean current) throws Exception {
        foldSessions(fold, from, Math.min(until, state.lastBar + 1), current);
        rollUp.foldSeries();
    }

    /** Emits what progress made final, without another bar. */
    void settle(FoldState fold, boolean current) throws Exception {
        fill(fold, Math.min(state.finalUntil, state.regionEnd), current);
        rollUp.settle();
    }

    /** Where missing bars are filled: goes on to where the region ends, final or not. */
    void fillRegion(FoldState fold) throws Exception {
        fill(fold, state.regionEnd, false);
    }

    private void foldSessions(FoldState fold, long from, long end, boolean current)
            throws Exception {
        Session session = calendar.sessionAtOrAfter(options.mergeClose() ? from - 1 : from);
        while (session.openTime() < end) {
            for (int k = 0; k < Stretch.count(session); k++) {
                long key = Stretch.first(session.date()) + k;
                BarColumns bars = current ? stretches.bars(key) : stretches.barsBefore(key);
                int low = bars.lowerBound(from);
                int high = bars.lowerBound(end);
                if (low < high) {
                    begin(fold, session, end, current);
                    rollUp.fold(session, bars, low, high);
                }
            }
            if (session.closeTime() >= end) {
                return;
            }
            session = calendar.next(session.date());
        }
    }

    private void begin(FoldState fold, Session session, long end, boolean current)
            throws Exception {
        if (rollUp.begins(session)) {
            fill(fold, session.openTime(), current);
            noteAnchor(fold, session, end, current);
        }
    }

    private void noteAnchor(FoldState fold, Session session, long end, boolean current)
            throws Exception {
        boolean inRegion = session.openTime() >= state.regionStart;
        if (current && inRegion && anchors.wants(session, fold, end)) {
            rollUp.foldSeries();
            anchors.note(session, fold);
        }
    }

    /** Passes the slots without bars that close by then; before its first bar a fold has none. */
    private void fill(FoldState fold, long until, boolean current) throws Exception {
        if (options.fill() == Fill.NONE || fold.isEmpty()) {
            return;
        }
        Session session = anchors.sessionOn(fold.sessionDate[DAY]);
        while (session != null && session.openTime() + Timeframe.SLOT_MILLIS <= until) {
            if (rollUp.begins(session)) {
                noteAnchor(fold, session, until, current);
            }
            rollUp.pass(session, until);
            session = session.closeTime() < until ? nextOrNull(session) : null;
        }
    }

    /** Beyond the calendar's last year nobody knows what is missing. */
    private @Nullable Session nextOrNull(Session session) {
        try {
            return calendar.next(session.date());
        } catch (CalendarNotCoveredException endOfData) {
            return null;
        }
    }
}
