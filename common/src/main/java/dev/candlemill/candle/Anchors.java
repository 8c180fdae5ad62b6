package dev.candlemill.candle;

import static dev.candlemill.candle.SymbolState.NO_SESSION;

import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fold as it was before certain sessions: where the region begins, where months begin, and
 * before the current session for the common small correction. What the horizon has passed is
 * dropped, with its bars and revisions.
 */
final class Anchors {

    private static final int MONTH = Timeframe.MN1.ordinal();
    private static final int SESSIONS_KEPT = 5;

    private final FoldTurn.Place place;
    private final SymbolState state;
    private final SymbolPlan plan;
    private final Map<Integer, FoldState> noted = new LinkedHashMap<>();

    /**
     * Session dates of the anchors that the store holds; most are noted and dropped in one turn.
     */
    private final int[] stored;

    Anchors(FoldTurn.Place place, SymbolState state, SymbolPlan plan) {
        this.place = place;
        this.plan = plan;
        this.state = state;
        this.stored = state.anchors;
    }

    void begin(Session session, FoldState seed) throws Exception {
        state.addAnchor(session.date());
        noted.put(session.date(), copy(seed));
    }

    private FoldState copy(FoldState fold) throws Exception {
        FoldState copy = fold.copyBuckets();
        copy.series.copyFrom(fold.series, plan);
        return copy;
    }

    /**
     * Whether the fold before a session will be asked for: at a month's start, and before the last
     * session of the turn, which the next turn may correct. Those between would only be replaced.
     *
     * @param end of what the turn folds
     */
    boolean wants(Session session, FoldState fold, long end) {
        return !fold.isEmpty()
                && (beginsMonth(session, fold)
                        || session.closeTime() >= end
                        || calendar().next(session.date()).openTime() >= end);
    }

    private static boolean beginsMonth(Session session, FoldState fold) {
        return fold.sessionDate[MONTH] != session.month().date();
    }

    /** Notes the fold before the first bar of a session; at a month's start it is a snapshot. */
    void note(Session session, FoldState fold) throws Exception {
        boolean month = beginsMonth(session, fold);
        if (month) {
            place.output().snapshot(snapshot(session, fold));
        }
        if (state.sessionAnchor != NO_SESSION && state.sessionAnchor != session.date()) {
            drop(state.sessionAnchor);
        }
        state.sessionAnchor = month ? NO_SESSION : session.date();
        state.addAnchor(session.date());
        noted.put(session.date(), copy(fold));
    }

    /** The session date of the last anchor at or before a session of the region. */
    int atOrBefore(int sessionDate) {
        return state.anchors[Math.max(0, state.anchorAtOrBefore(sessionDate))];
    }

    long openTime(int sessionDate) {
        return sessionOn(sessionDate).openTime();
    }

    /** A copy that the caller may fold into. */
    FoldState load(int sessionDate) throws Exception {
        FoldState anchor = noted.get(sessionDate);
        anchor = anchor == null ? place.store().anchor(sessionDate) : anchor;
        if (anchor == null) {
            throw new IllegalStateException(
                    "state of " + place.symbol() + " lacks the anchor of epoch day " + sessionDate);
        }
        FoldState copy = anchor.copy();
        copy.series.adopt(plan);
        copy.pending.rename(plan.names());
        return copy;
    }

    /**
     * The first session that a correction may still touch: of those whose week or month is not
     * final, and of the last five.
     */
    Session horizon() {
        Session current = currentSession();
        Session first = current;
        for (int i = 1; i < SESSIONS_KEPT; i++) {
            try {
                first = calendar().previous(first.date());
            } catch (CalendarNotCoveredException beginOfData) {
                return first;
            }
        }
        int date = first.date();
        Session open = firstUnfinished(current);
        if (open.month().closeTime() > state.finalUntil) {
            date = Math.min(date, open.month().firstSession());
        }
        if (open.week().closeTime() > state.finalUntil) {
            date = Math.min(date, open.week().firstSession());
        }
        return sessionOn(date);
    }

    /** Not always the current one: what has closed is open for the grace, while the next begins. */
    private Session firstUnfinished(Session current) {
        boolean behind =
                state.finalUntil >= state.regionStart && state.finalUntil < current.openTime();
        return behind ? calendar().sessionAtOrAfter(state.finalUntil) : current;
    }

    void flush() throws Exception {
        if (state.anchors.length > 2) {
            prune();
        }
        for (Map.Entry<Integer, FoldState> anchor : noted.entrySet()) {
            place.store().putAnchor(anchor.getKey(), anchor.getValue());
        }
    }

    /** Removes every entry of the region, before another one begins. */
    void forgetAll() throws Exception {
        if (state.anchors.length > 0) {
            long end = Math.max(state.lastBar, state.regionStart);
            forget(sessionOn(state.anchors[0]), end);
            for (int anchor : state.anchors) {
                place.store().removeAnchor(anchor);
            }
        }
    }

    Session sessionOn(int date) {
        Session session = calendar().session(date);
        if (session == null) {
            throw new IllegalStateException(
                    calendar().venue() + " has no session on epoch day " + date);
        }
        return session;
    }

    /** Of a fold that is no longer right; what is still wanted is noted again. */
    void dropAfter(int sessionDate) throws Exception {
        for (int anchor : state.anchors.clone()) {
            if (anchor > sessionDate) {
                drop(anchor);
            }
        }
    }

    private void prune() throws Exception {
        int keep = state.anchorAtOrBefore(horizon().date());
        if (keep <= 0) {
            return;
        }
        Session kept = sessionOn(state.anchors[keep]);
        forget(sessionOn(state.anchors[0]), kept.openTime() - 1);
        int[] passed = Arrays.copyOf(state.anchors, keep);
        for (int anchor : passed) {
            drop(anchor);
        }
    }

    private void forget(Session from, long until) throws Exception {
        for (Session s = from; s.openTime() <= until; s = calendar().next(s.date())) {
            for (int k = 0; k < Stretch.count(s); k++) {
                place.store().removeBars(Stretch.first(s.date()) + k);
            }
            if (state.hasRevisions) {
                forgetRevisions(s, until);
            }
            if (s.closeTime() > until) {
                return;
            }
        }
    }

    private void forgetRevisions(Session session, long until) throws Exception {
        SymbolStore store = place.store();
        store.removeRevisions(Stretch.revisionKey(Timeframe.D1.ordinal(), session.date()));
        if (session.week().closeTime() <= until) {
            store.removeRevisions(
                    Stretch.revisionKey(Timeframe.W1.ordinal(), session.week().date()));
        }
        if (session.month().closeTime() <= until) {
            store.removeRevisions(Stretch.revisionKey(MONTH, session.month().date()));
        }
    }

    private void drop(int sessionDate) throws Exception {
        noted.remove(sessionDate);
        state.removeAnchor(sessionDate);
        if (Arrays.binarySearch(stored, sessionDate) >= 0) {
            place.store().removeAnchor(sessionDate);
        }
        if (state.sessionAnchor == sessionDate) {
            state.sessionAnchor = NO_SESSION;
        }
    }

    private Session currentSession() {
        try {
            return sessionBefore(state.foldedUntil);
        } catch (CalendarNotCoveredException progressBeyondData) {
            return sessionBefore(state.lastBar + 1);
        }
    }

    private Session sessionBefore(long time) {
        Session session = calendar().sessionAtOrAfter(time);
        return session.openTime() < time ? session : calendar().previous(session.date());
    }

    private FoldSnapshot snapshot(Session session, FoldState fold) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(65_536);
        copy(fold).writeWhole(new DataOutputStream(bytes));
        return new FoldSnapshot(
                place.symbol(), session.openTime(), session.date(), bytes.toByteArray());
    }

    private VenueCalendar calendar() {
        return place.calendar();
    }
}
