package dev.candlemill.candle;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.BucketGrid;
import dev.candlemill.calendar.Period;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of the roll-up: bars in time order into the open buckets of a {@link FoldState},
 * final rows out. A bucket is final when complete, or when its close is at or before {@code
 * finalUntil}.
 *
 * <p>Not thread-safe; reused over states.
 */
final class RollUp {

    private static final int SLOT = Timeframe.M5.ordinal();
    private static final int DAY = Timeframe.D1.ordinal();
    private static final int WEEK = Timeframe.W1.ordinal();
    private static final int MONTH = Timeframe.MN1.ordinal();
    private static final byte M5 = (byte) BarSize.M5.ordinal();

    private final boolean mergeClose;
    private final boolean fills;
    private boolean waitsForAuctions;

    private FoldState state = new FoldState();
    private @Nullable SeriesFold series;
    private CandleRows out = new CandleRows();
    private long finalUntil;

    /**
     * Which bars there are is told by {@link #fold}, and which are missing by {@link #pass}.
     *
     * @param fill whether a bucket without bars is a candle
     */
    RollUp(boolean mergeClose, Fill fill) {
        this.mergeClose = mergeClose;
        this.fills = fill == Fill.PREVIOUS_CLOSE;
        this.waitsForAuctions = mergeClose;
    }

    /** Bars may follow: the next event's, maybe another symbol's. */
    void beginEvent() {
        waitsForAuctions = mergeClose;
    }

    /** What becomes of rows as they are built. */
    void feed(SeriesFold seriesFold) {
        series = seriesFold;
    }

    /** From now on folds into {@code state}, with final rows to {@code out}. */
    void into(FoldState foldState, CandleRows rows, long finalUntilTime) {
        this.state = foldState;
        this.out = rows;
        this.finalUntil = finalUntilTime;
        if (series != null) {
            series.into(foldState.series);
        }
    }

    /** Whether the next bar of this session begins it. */
    boolean begins(Session session) {
        return state.status[DAY] == FoldState.EMPTY || state.sessionDate[DAY] != session.date();
    }

    /** Folds the ascending bars {@code [from, to)}, all of one session. */
    void fold(Session session, BarColumns bars, int from, int to) {
        if (from < to && begins(session)) {
            boolean first = state.isEmpty();
            open(session);
            // Before the first bar there is nothing to fill with.
            state.slot = first ? slotOf(session, bars.openTime(from)) - 1 : -1;
        }
        for (int i = from; i < to; i++) {
            int slot = slotOf(session, bars.openTime(i));
            if (slot != state.slot) {
                if (fills) {
                    passTo(session, slot);
                }
                openSlot(session, slot);
            }
            addToSlot(bars, i);
            boolean waitsForAuction = mergeClose && slot == session.slotCount() - 1;
            if (state.slotMinutes >= Timeframe.SLOT_MINUTES && !waitsForAuction) {
                closeSlot();
            }
        }
    }

    /** Opens the slots of a session that are still to come and close by then, without bars. */
    void pass(Session session, long until) {
        if (begins(session)) {
            open(session);
        }
        long slots = (until - session.openTime()) / Timeframe.SLOT_MILLIS;
        passTo(session, (int) Math.min(session.slotCount(), slots));
    }

    private void passTo(Session session, int end) {
        for (int slot = state.slot + 1; slot < end; slot++) {
            if (session.grid().isTrading(slot)) {
                openSlot(session, slot);
            }
        }
    }

    /** Emits what progress made final, without another bar. */
    void settle() {
        FoldState s = state;
        if (!s.slotApplied && isPast(s.closeTime[SLOT])) {
            closeSlot();
        }
        for (int t = SLOT; t <= DAY; t++) {
            emitIfPast(t);
        }
        if (s.status[DAY] != FoldState.EMPTY && isPast(s.closeTime[DAY])) {
            closeDay();
        }
        emitIfPast(WEEK);
        emitIfPast(MONTH);
        endInstant();
        foldSeries();
        settlePending();
    }

    /** No bar follows: nothing waits for an auction any more. */
    void endOfBars() {
        waitsForAuctions = false;
        if (!state.slotApplied && state.slotMinutes >= Timeframe.SLOT_MINUTES) {
            closeSlot();
        }
        settle();
    }

    /** Rows that are not final yet, as they would be; the fold must not continue afterwards. */
    void drainUnfinished(CandleRows into) {
        out = into;
        if (!state.slotApplied) {
            closeSlot();
        }
        for (int t = SLOT; t <= DAY; t++) {
            emitIfOpen(t);
        }
        closeDay();
        emitIfOpen(WEEK);
        emitIfOpen(MONTH);
        endInstant();
        foldSeries();
        for (int i = 0; i < state.pending.size(); i++) {
            into.copyRow(state.pending, i);
        }
    }

    private int slotOf(Session session, long time) {
        int slot = (int) ((time - session.openTime()) / Timeframe.SLOT_MILLIS);
        return slot < session.slotCount() ? slot : session.slotCount() - 1;
    }

    private void open(Session session) {
        closeSlot();
        for (int t = SLOT; t < DAY; t++) {
            leave(t);
        }
        closeDay();
        leave(DAY);
        openPeriod(WEEK, session.week());
        openPeriod(MONTH, session.month());
        endInstant();
        state.slot = -1;
        start(DAY, session.date(), session.openTime(), session.closeTime());
        state.expectedBarCount[DAY] = session.expectedBars();
        state.endSlot[DAY] = session.slotCount();
        state.dayApplied = false;
    }

    private void openPeriod(int t, Period period) {
        if (state.status[t] == FoldState.EMPTY || state.openTime[t] != period.openTime()) {
            leave(t);
            start(t, period.date(), period.openTime(), period.closeTime());
            state.expectedBarCount[t] = period.expectedBars();
        }
    }

    private void openSlot(Session session, int slot) {
        closeSlot();
        BucketGrid grid = session.grid();
        for (int t = SLOT; t < DAY; t++) {
            if (state.status[t] == FoldState.EMPTY || slot >= state.endSlot[t]) {
                leave(t);
                int bucket = grid.bucketAt(t, slot);
                int end = grid.endSlot(t, bucket);
                start(
                        t,
                        session.date(),
                        session.slotOpen(grid.firstSlot(t, bucket)),
                        session.slotOpen(end));
                state.expectedBarCount[t] = grid.expectedBars(t, bucket);
                state.endSlot[t] = end;
            }
        }
        endInstant();
        state.slot = slot;
        state.slotMinutes = 0;
        state.slotCompound = false;
        state.slotApplied = false;
    }

    private void start(int t, int date, long openTime, long closeTime) {
        state.status[t] = FoldState.OPEN;
        state.openTime[t] = openTime;
        state.closeTime[t] = closeTime;
        state.sessionDate[t] = date;
        state.volume[t] = 0;
        state.barCount[t] = 0;
        state.inputCount[t] = 0;
        state.fullCount[t] = 0;
    }

    private void addToSlot(BarColumns bars, int i) {
        FoldState s = state;
        if (s.inputCount[SLOT] == 0) {
            s.open[SLOT] = bars.open(i);
            s.high[SLOT] = bars.high(i);
            s.low[SLOT] = bars.low(i);
            s.volume[SLOT] = bars.volume(i);
            s.barCount[SLOT] = 1;
        } else {
            s.high[SLOT] = Math.max(s.high[SLOT], bars.high(i));
            s.low[SLOT] = Math.min(s.low[SLOT], bars.low(i));
            s.volume[SLOT] += bars.volume(i);
        }
        s.close[SLOT] = bars.close(i);
        s.inputCount[SLOT]++;
        if (bars.barSizeOrdinal(i) == M5) {
            s.slotMinutes += Timeframe.SLOT_MINUTES;
            s.slotCompound |= s.inputCount[SLOT] > 1;
        } else {
            s.slotMinutes++;
            s.slotCompound = true;
        }
    }

    private void closeSlot() {
        FoldState s = state;
        if (s.slotApplied) {
            return;
        }
        s.slotApplied = true;
        int full = s.slotMinutes >= Timeframe.SLOT_MINUTES ? 1 : 0;
        s.fullCount[SLOT] = full;
        for (int t = SLOT + 1; t <= DAY && s.barCount[SLOT] > 0; t++) {
            combine(t, SLOT);
        }
        if (full == 1) {
            for (int t = SLOT; t <= DAY; t++) {
                emitIfComplete(t);
            }
            if (s.status[DAY] == FoldState.EMITTED) {
                closeDay();
            }
        }
        endInstant();
    }

    /** Strategies see the candles of one instant together. */
    private void endInstant() {
        if (series != null) {
            series.endInstant();
        }
    }

    /** Gives rows their values; before that, none may be read or moved, nor may the memory. */
    void foldSeries() {
        if (series != null) {
            series.fold();
        }
    }

    private void closeDay() {
        FoldState s = state;
        if (s.dayApplied) {
            return;
        }
        s.dayApplied = true;
        if (s.barCount[DAY] > 0) {
            combine(WEEK, DAY);
            combine(MONTH, DAY);
        }
        emitIfComplete(WEEK);
        emitIfComplete(MONTH);
    }

    private void combine(int t, int part) {
        FoldState s = state;
        if (s.barCount[t] == 0) {
            s.open[t] = s.open[part];
            s.high[t] = s.high[part];
            s.low[t] = s.low[part];
        } else {
            s.high[t] = Math.max(s.high[t], s.high[part]);
            s.low[t] = Math.min(s.low[t], s.low[part]);
        }
        s.close[t] = s.close[part];
        s.volume[t] += s.volume[part];
        s.barCount[t] += s.barCount[part];
        s.inputCount[t] += s.inputCount[part];
        s.fullCount[t] += s.fullCount[part];
    }

    private void emitIfComplete(int t) {
        if (state.fullCount[t] == state.expectedBarCount[t]) {
            emitIfOpen(t);
        }
    }

    private void emitIfPast(int t) {
        if (state.status[t] == FoldState.OPEN && isPast(state.closeTime[t])) {
            emitIfOpen(t);
        }
    }

    private void emitIfOpen(int t) {
        if (state.status[t] == FoldState.OPEN && isCandle(t)) {
            append(out, t);
            state.status[t] = FoldState.EMITTED;
        }
    }

    private void leave(int t) {
        if (state.status[t] == FoldState.OPEN && isCandle(t)) {
            append(isPast(state.closeTime[t]) ? out : state.pending, t);
        }
        state.status[t] = FoldState.EMPTY;
    }

    /** Whether a bucket holds bars; where missing ones are filled it becomes flat and is one. */
    private boolean isCandle(int t) {
        FoldState s = state;
        if (s.barCount[t] == 0 && fills) {
            // Slots without bars leave the close as it is.
            double previousClose = s.close[SLOT];
            s.open[t] = previousClose;
            s.high[t] = previousClose;
            s.low[t] = previousClose;
            s.close[t] = previousClose;
        }
        return s.barCount[t] > 0 || fills;
    }

    /** With merged auctions the session's last buckets wait for a bar that opens at the close. */
    private boolean isPast(long closeTime) {
        boolean waits = waitsForAuctions && closeTime == state.closeTime[DAY];
        return closeTime + (waits ? Timeframe.SLOT_MILLIS : 0) <= finalUntil;
    }

    private void settlePending() {
        CandleRows pending = state.pending;
        int kept = 0;
        for (int i = 0; i < pending.size(); i++) {
            if (isPast(pending.closeTime[i])) {
                out.copyRow(pending, i);
            } else {
                pending.moveRow(i, kept++);
            }
        }
        pending.truncate(kept);
    }

    private void append(CandleRows rows, int t) {
        FoldState s = state;
        int i = rows.next();
        rows.timeframe[i] = (byte) t;
        rows.openTime[i] = s.openTime[t];
        rows.closeTime[i] = s.closeTime[t];
        rows.sessionDate[i] = s.sessionDate[t];
        rows.open[i] = s.open[t];
        rows.high[i] = s.high[t];
        rows.low[i] = s.low[t];
        rows.close[i] = s.close[t];
        rows.volume[i] = s.volume[t];
        rows.barCount[i] = s.barCount[t];
        rows.expectedBarCount[i] = s.expectedBarCount[t];
        rows.inputCount[i] = s.inputCount[t];
        rows.revision[i] = 1;
        rows.indicatorRevision[i] = 0;
        rows.compound[i] = t == SLOT && s.slotCompound;
        if (series != null) {
            series.candle(rows, i, s.fullCount[t] == s.expectedBarCount[t]);
        }
    }
}
