package dev.candlemill.provider.simulated;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.source.SymbolRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one symbol that a range touches, and their bars as they really were. Bars are
 * known by session (an index in this range) and index in the session. Used by one thread.
 */
final class MarketRange {

    private final SymbolRange range;
    private final BarSize barSize;
    private final VenueCalendar calendar;
    private final List<Session> sessions;
    private final Instrument instrument;
    private final SessionBars sessionBars;
    private final MinuteBars minuteBars;
    private final BarColumns scratch = new BarColumns(0);
    private final int firstBegin;
    private final int lastEnd;

    MarketRange(SimulatedSettings settings, SymbolRange range) {
        this.range = range;
        this.barSize = settings.barSize();
        this.calendar = settings.calendar().calendarOf(range.symbol());
        this.sessions = sessionsWithin(calendar, range, barSize.millis());
        this.instrument = Instrument.of(settings.seed(), range.symbol(), calendar.venue());
        this.sessionBars = new SessionBars(instrument, path());
        this.minuteBars = new MinuteBars(instrument);
        BarColumns edge = new BarColumns(0);
        this.firstBegin = sessions.isEmpty() ? 0 : bars(0, edge).lowerBound(range.from());
        this.lastEnd =
                sessions.isEmpty()
                        ? 0
                        : bars(sessions.size() - 1, edge)
                                .lowerBound(range.to() - barSize.millis() + 1);
    }

    SymbolRange range() {
        return range;
    }

    BarSize barSize() {
        return barSize;
    }

    VenueCalendar calendar() {
        return calendar;
    }

    Instrument instrument() {
        return instrument;
    }

    int sessionCount() {
        return sessions.size();
    }

    Session session(int session) {
        return sessions.get(session);
    }

    /** The first session on or after that epoch day; {@link #sessionCount()} when there is none. */
    int sessionSince(int date) {
        int low = 0;
        int high = sessions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sessions.get(middle).date() < date) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** All bars of a full session, within the range or not. */
    int barCount(int session) {
        return (int)
                (sessions.get(session).expectedBars() * Timeframe.SLOT_MILLIS / barSize.millis());
    }

    /** The index of the session's first bar within the range. */
    int begin(int session) {
        return session == 0 ? firstBegin : 0;
    }

    /** The index after the session's last bar that is closed at the range's end. */
    int end(int session) {
        return session == sessions.size() - 1 ? lastEnd : barCount(session);
    }

    /** The last session with a closed bar in the range; -1 when there is none. */
    int lastSessionWithBars() {
        int session = sessions.size() - 1;
        while (session >= 0 && begin(session) >= end(session)) {
            session--;
        }
        return session;
    }

    /** Replaces {@code into} by all bars of the session, and returns it. */
    BarColumns bars(int session, BarColumns into) {
        if (barSize == BarSize.M5) {
            sessionBars.fill(sessions.get(session), into);
        } else {
            sessionBars.fill(sessions.get(session), scratch);
            minuteBars.split(sessions.get(session).date(), scratch, into);
        }
        return into;
    }

    private DailyPath path() {
        if (sessions.isEmpty()) {
            int day = (int) (range.from() / 86_400_000L);
            return new DailyPath(instrument, day, day);
        }
        return new DailyPath(
                instrument, sessions.get(0).date(), sessions.get(sessions.size() - 1).date());
    }

    /** Sessions with a bar that opens in the range. */
    private static List<Session> sessionsWithin(
            VenueCalendar calendar, SymbolRange range, long barMillis) {
        List<Session> sessions = new ArrayList<>();
        Session session = calendar.sessionAtOrAfter(range.from());
        while (session != null && session.openTime() < range.to()) {
            if (session.closeTime() - barMillis >= range.from()) {
                sessions.add(session);
            }
            session = session.closeTime() < range.to() ? next(calendar, session, range) : null;
        }
        return sessions;
    }

    /** The last covered year has a last session: nothing follows it in a range that ends there. */
    private static @Nullable Session next(
            VenueCalendar calendar, Session session, SymbolRange range) {
        try {
            return calendar.next(session.date());
        } catch (CalendarNotCoveredException e) {
            if (calendar.covers(range.to() - 1)) {
                return null;
            }
            throw e;
        }
    }
}
