package dev.candlemill.candle;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.KeptBars;
import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bars of slots that may not be final yet: when a region is left, no stored candle has them. */
final class OpenBars {

    private final Map<Long, BarColumns> byStretch = new LinkedHashMap<>();

    private OpenBars() {}

    static OpenBars of(SymbolState state, FoldTurn.Place place) throws Exception {
        OpenBars open = new OpenBars();
        long since = openSince(state);
        VenueCalendar calendar = place.calendar();
        Session session = state.lastBar < since ? null : sessionOf(since, calendar);
        while (session != null) {
            open.takeFrom(since, session, place.store());
            session = session.closeTime() < state.lastBar ? calendar.next(session.date()) : null;
        }
        return open;
    }

    /** Leaves the region, and keeps these bars for the next one. */
    void waitInNoRegion(SymbolState state, SymbolStore store) throws Exception {
        state.leaveRegion();
        for (Map.Entry<Long, BarColumns> stretch : byStretch.entrySet()) {
            BarColumns bars = stretch.getValue();
            store.putBars(stretch.getKey(), KeptBars.inColumns(bars));
            state.firstUnfolded = Math.min(state.firstUnfolded, bars.openTime(0));
            state.lastBar = Math.max(state.lastBar, bars.openTime(bars.size() - 1));
        }
    }

    private static long openSince(SymbolState state) {
        return state.finalUntil == Long.MIN_VALUE
                ? state.foldedUntil
                : FoldOptions.settledUntil(state.finalUntil, 0);
    }

    /** The one that the time lies in, or else the one before: a bar may open at its close. */
    private static Session sessionOf(long time, VenueCalendar calendar) {
        Session session = calendar.sessionAtOrAfter(time);
        try {
            return session.openTime() <= time ? session : calendar.previous(session.date());
        } catch (CalendarNotCoveredException beginOfData) {
            return session;
        }
    }

    private void takeFrom(long since, Session session, SymbolStore store) throws Exception {
        for (int k = 0; k < Stretch.count(session); k++) {
            long key = Stretch.first(session.date()) + k;
            KeptBars kept = store.bars(key);
            if (kept == null) {
                continue;
            }
            BarColumns bars = kept.columns();
            int first = bars.lowerBound(since);
            if (first < bars.size()) {
                BarColumns open = new BarColumns(bars.size() - first);
                open.addRange(bars, first, bars.size());
                byStretch.put(key, open);
            }
        }
    }
}
