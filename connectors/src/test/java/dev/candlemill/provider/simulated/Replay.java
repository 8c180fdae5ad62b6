package dev.candlemill.provider.simulated;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarRules;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.SymbolCounts;
import java.util.List;
import java.util.TreeMap;

/**
 * Does with pages what the rules say, one record after the other: the last valid record of a time
 * wins, unless its week and month were closed by what earlier pages covered.
 */
record Replay(BarColumns bars, SymbolCounts counts) {

    private static final int ALWAYS_OPEN_SESSIONS = 5;

    static Replay of(VenueCalendar calendar, List<BarPage> pages) {
        TreeMap<Long, Bar> known = new TreeMap<>();
        SymbolCounts counts = new SymbolCounts();
        BarSize size = pages.get(0).bars().barSize(0);
        long covered = pages.get(0).bars().openTime(0);
        for (BarPage page : pages) {
            for (int i = 0; i < page.bars().size(); i++) {
                Bar bar = page.bars().bar(i);
                counts.in++;
                RejectReason reason = reject(calendar, bar, size, page.marketClock());
                if (reason != null) {
                    counts.countRejected(reason.ordinal(), 1);
                } else if (isLate(calendar, bar.openTime(), covered)) {
                    counts.late++;
                } else if (bar.equals(known.get(bar.openTime()))) {
                    counts.duplicate++;
                } else {
                    counts.accepted++;
                    counts.corrected += known.put(bar.openTime(), bar) == null ? 0 : 1;
                }
            }
            covered = page.coveredUntil();
        }
        BarColumns bars = new BarColumns(known.size());
        known.values().forEach(bar -> bars.add(bar, size));
        return new Replay(bars, counts);
    }

    static RejectReason reject(VenueCalendar calendar, Bar bar, BarSize size, long marketClock) {
        RejectReason reason =
                BarRules.check(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume(), false);
        if (reason != null) {
            return reason;
        }
        if (!size.isOnGrid(bar.openTime())) {
            return RejectReason.OFF_GRID;
        }
        if (bar.openTime() > marketClock + 60_000) {
            return RejectReason.FUTURE;
        }
        return calendar.sessionAt(bar.openTime()) == null ? RejectReason.OUTSIDE_SESSION : null;
    }

    private static boolean isLate(VenueCalendar calendar, long openTime, long covered) {
        Session session = calendar.sessionAt(openTime);
        Session oldestOpen = calendar.sessionAtOrAfter(covered);
        for (int i = 1; i < ALWAYS_OPEN_SESSIONS; i++) {
            oldestOpen = calendar.previous(oldestOpen.date());
        }
        return session.date() < oldestOpen.date()
                && session.week().closeTime() <= covered
                && session.month().closeTime() <= covered;
    }
}
