package dev.candlemill.candle;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.signal.Signal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which final rows of one event leave the fold, and at which revision: equal content to
 * what is stored or was sent stays, different content gets the next revision.
 */
final class Publisher {

    private final FoldOptions options;
    private final int emitted;
    private final SymbolState state;
    private final SymbolStore store;
    private final Map<Integer, RevisionIndex> indexes = new LinkedHashMap<>();
    private final CandleRows rows;
    private final SignalPublisher signals;

    /** Rows that leave, not copied yet. */
    private @Nullable CandleRows waiting;

    private int waitingBegin;
    private int waitingEnd;

    /** The index asked for last: rows of a session come together. */
    private @Nullable RevisionIndex lastIndex;

    private int lastKey;

    Publisher(
            FoldOptions options,
            FoldTurn.Place place,
            SymbolState state,
            SymbolPlan plan,
            CandleRows rows) {
        this.options = options;
        this.emitted = options.emitted(plan.wanted());
        this.state = state;
        this.store = place.store();
        this.rows = rows;
        this.signals = new SignalPublisher(place.symbol(), state, plan.strategies());
        rows.clear(plan.names());
        rows.wanted = plan.wanted();
    }

    /** Rows that have become final for the first time in this run. */
    void publishNew(CandleRows finals) throws Exception {
        if (!state.hasRevisions) {
            publishFirst(finals);
            return;
        }
        for (int i = 0; i < finals.size(); i++) {
            publishNew(finals, i);
        }
        appendWaiting();
    }

    /** Rows as they are after a correction, against how they were before it. */
    void publishChanges(CandleRows before, CandleRows after) throws Exception {
        Map<Long, Integer> beforeByKey = null;
        for (int i = 0; i < after.size(); i++) {
            int old = i < before.size() && key(before, i) == key(after, i) ? i : -1;
            if (old < 0) {
                if (beforeByKey == null) {
                    beforeByKey = byKey(before);
                }
                old = beforeByKey.getOrDefault(key(after, i), -1);
            }
            if (old < 0) {
                publishNew(after, i);
            } else if (leaves(after, i)) {
                publishRevised(before, old, after, i);
            }
        }
        appendWaiting();
    }

    /**
     * The same candles under other setups: other values, and what other strategies say.
     *
     * @param since epoch milliseconds: of what closed before, the revisions are forgotten
     */
    void publishSetups(CandleRows before, CandleRows after, long since) throws Exception {
        state.hasRevisions = true;
        for (int i = 0; i < before.size(); i++) {
            if (before.events(i) != null && before.closeTime[i] > since && leaves(before, i)) {
                signals.keep(before, i, index(before, i));
            }
        }
        Map<Long, Integer> beforeByKey = byKey(before);
        for (int i = 0; i < after.size(); i++) {
            Integer old = beforeByKey.get(key(after, i));
            if (old != null && after.closeTime[i] > since && leaves(after, i)) {
                publishValues(before, old, after, i);
                signals.publishNew(after, i, index(after, i));
            }
        }
        appendWaiting();
    }

    /**
     * Candles that are final, of which other timeframes leave than before: those that join, as if
     * they were final now. Of those that go it is noted what was said.
     *
     * @param since epoch milliseconds: of what closed before, the revisions are forgotten
     */
    void publishWanted(CandleRows out, int emittedBefore, long since) throws Exception {
        state.hasRevisions = true;
        for (int i = 0; i < out.size(); i++) {
            boolean left = (emittedBefore >> out.timeframe[i] & 1) != 0;
            if (out.closeTime[i] <= since || !isInRegion(out, i) || left == isEmitted(out, i)) {
                continue;
            }
            if (left) {
                keep(out, i);
            } else {
                publishNew(out, i);
            }
        }
        appendWaiting();
    }

    /** Notes a candle and its signals as stored: it is not sent again unless it differs. */
    private void keep(CandleRows out, int i) throws Exception {
        RevisionIndex index = index(out, i);
        int entry = index.find(out.timeframe[i], out.openTime[i]);
        if (entry >= 0) {
            out.revision[i] = index.revision(entry);
            out.indicatorRevision[i] = index.detail(entry);
        }
        if (!isUnmet(index, entry)) {
            index.put(RevisionIndex.Entry.candle(out, i, RevisionIndex.STORED));
        }
        signals.keep(out, i, index);
    }

    private void publishValues(CandleRows before, int old, CandleRows after, int i)
            throws Exception {
        RevisionIndex index = index(after, i);
        int entry = index.find(after.timeframe[i], after.openTime[i]);
        boolean valuesDiffer = !after.sameValues(i, before, old);
        if (isUnmet(index, entry)) {
            if (meet(after, i, index, entry) || valuesDiffer) {
                append(after, i);
            }
            return;
        }
        if (entry >= 0) {
            after.revision[i] = index.revision(entry);
            after.indicatorRevision[i] = index.detail(entry);
        }
        if (valuesDiffer) {
            after.indicatorRevision[i]++;
            index.put(RevisionIndex.Entry.candle(after, i, RevisionIndex.SETTLED));
            append(after, i);
        }
    }

    private static boolean isUnmet(RevisionIndex index, int entry) {
        return entry >= 0 && index.standing(entry) != RevisionIndex.SETTLED;
    }

    /** Rows of the rest of the region: what closes after the run's as-of time only where stored. */
    void publishRest(CandleRows rest, long asOf) throws Exception {
        for (int i = 0; i < rest.size(); i++) {
            if (rest.closeTime[i] <= asOf) {
                publishNew(rest, i);
            } else {
                publishStored(rest, i);
            }
        }
        appendWaiting();
    }

    /** Rows that are not final yet, but stored: a stored candle is never left behind its bars. */
    void publishStored(CandleRows unfinished) throws Exception {
        for (int i = 0; i < unfinished.size(); i++) {
            publishStored(unfinished, i);
        }
        appendWaiting();
    }

    private void publishStored(CandleRows rows, int i) throws Exception {
        RevisionIndex index = index(rows, i);
        int entry = index.find(rows.timeframe[i], rows.openTime[i]);
        if (isUnmet(index, entry)) {
            publishNew(rows, i);
        }
    }

    /** Writes back what changed, and adds the input bars of compound 5m rows. */
    @Nullable CandlePage page(
            String symbol, String source, VenueCalendar calendar, Stretches stretches)
            throws Exception {
        for (Map.Entry<Integer, RevisionIndex> index : indexes.entrySet()) {
            if (index.getValue().takeChanged()) {
                store.putRevisions(index.getKey(), index.getValue());
            }
        }
        if (rows.isEmpty()) {
            return null;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.compound[i]) {
                rows.setInputBars(i, inputBars(i, calendar, stretches));
            }
        }
        return rows.toPage(symbol, source, !state.hasStored);
    }

    /** Nothing is stored and nothing was revised: all of them are first revisions, as they are. */
    private void publishFirst(CandleRows finals) {
        int from = 0;
        for (int i = 0; i < finals.size(); i++) {
            if (leaves(finals, i)) {
                state.counts.countCandle(finals.timeframe[i], false);
                signals.publishFirst(finals, i);
            } else {
                rows.copyRange(finals, from, i);
                from = i + 1;
            }
        }
        rows.copyRange(finals, from, finals.size());
    }

    private void publishNew(CandleRows finals, int i) throws Exception {
        if (!leaves(finals, i)) {
            return;
        }
        if (!state.hasRevisions) {
            append(finals, i);
            signals.publishFirst(finals, i);
            return;
        }
        RevisionIndex index = index(finals, i);
        int entry = index.find(finals.timeframe[i], finals.openTime[i]);
        boolean leaves = entry < 0 || index.standing(entry) != RevisionIndex.STORED;
        if (entry >= 0) {
            leaves |= meet(finals, i, index, entry);
        }
        if (leaves) {
            append(finals, i);
        }
        signals.publishNew(finals, i, index);
    }

    private void publishRevised(CandleRows before, int old, CandleRows after, int i)
            throws Exception {
        boolean differs = !after.sameContent(i, before, old);
        boolean valuesDiffer = !after.sameValues(i, before, old);
        boolean mayBeUnmet = state.hasRevisions && index(after, i).hasUnmet();
        if (differs || valuesDiffer || mayBeUnmet) {
            state.hasRevisions = true;
            RevisionIndex index = index(after, i);
            int entry = index.find(after.timeframe[i], after.openTime[i]);
            if (isUnmet(index, entry)) {
                if (meet(after, i, index, entry) || differs || valuesDiffer) {
                    append(after, i);
                }
            } else if (differs || valuesDiffer) {
                int revision = entry < 0 ? 1 : index.revision(entry);
                int values = entry < 0 ? after.indicatorRevision[i] : index.detail(entry);
                after.revision[i] = revision + (differs ? 1 : 0);
                after.indicatorRevision[i] = values + (valuesDiffer ? 1 : 0);
                index.put(RevisionIndex.Entry.candle(after, i, RevisionIndex.SETTLED));
                append(after, i);
            }
        }
        if (mayBeUnmet || before.events(old) != null || after.events(i) != null) {
            state.hasRevisions = true;
            signals.publishChanged(before, old, after, i, index(after, i));
        }
    }

    /** Gives a candle the revision of what is stored, or the next. Returns whether it differs. */
    private static boolean meet(CandleRows rows, int i, RevisionIndex index, int entry) {
        boolean differs = index.contentHash(entry) != rows.contentHash(i);
        boolean valuesDiffer = index.indicatorHash(entry) != rows.indicatorHash(i);
        rows.revision[i] = index.revision(entry) + (differs ? 1 : 0);
        rows.indicatorRevision[i] = index.detail(entry) + (valuesDiffer ? 1 : 0);
        index.put(RevisionIndex.Entry.candle(rows, i, RevisionIndex.SETTLED));
        return differs || valuesDiffer;
    }

    private boolean leaves(CandleRows finals, int i) {
        return isInRegion(finals, i) && isEmitted(finals, i);
    }

    private boolean isInRegion(CandleRows finals, int i) {
        return finals.openTime[i] >= state.regionStart && finals.closeTime[i] <= state.regionEnd;
    }

    private boolean isEmitted(CandleRows finals, int i) {
        return (emitted >> finals.timeframe[i] & 1) != 0;
    }

    /** Rows that leave side by side are copied together. */
    private void append(CandleRows from, int i) {
        if (from != waiting || i != waitingEnd) {
            appendWaiting();
            waiting = from;
            waitingBegin = i;
        }
        waitingEnd = i + 1;
        state.counts.countCandle(
                from.timeframe[i], from.revision[i] > 1 || from.indicatorRevision[i] > 1);
    }

    private void appendWaiting() {
        if (waiting != null) {
            rows.copyRange(waiting, waitingBegin, waitingEnd);
            waiting = null;
        }
    }

    private RevisionIndex index(CandleRows finals, int i) throws Exception {
        return index(Stretch.revisionKey(finals.timeframe[i], finals.sessionDate[i]));
    }

    /** What became of signals in this turn, in order. */
    List<Signal> signals() {
        return signals.published();
    }

    RevisionIndex index(int key) throws Exception {
        RevisionIndex last = lastIndex;
        if (last != null && key == lastKey) {
            return last;
        }
        RevisionIndex index = indexes.get(key);
        if (index == null) {
            index = store.revisions(key);
            index = index == null ? new RevisionIndex() : index;
            indexes.put(key, index);
        }
        lastIndex = index;
        lastKey = key;
        return index;
    }

    private BarColumns inputBars(int row, VenueCalendar calendar, Stretches stretches)
            throws Exception {
        Session session = calendar.session(rows.sessionDate[row]);
        if (session == null) {
            throw new IllegalStateException("no session for a 5m candle of " + calendar.venue());
        }
        int slot = session.slotAt(rows.openTime[row]);
        BarColumns bars = stretches.bars(Stretch.of(session, slot));
        boolean last = options.mergeClose() && slot == session.slotCount() - 1;
        int from = bars.lowerBound(rows.openTime[row]);
        int to = last ? bars.size() : bars.lowerBound(rows.closeTime[row]);
        BarColumns inputs = new BarColumns(to - from);
        inputs.addRange(bars, from, to);
        return inputs;
    }

    private static Map<Long, Integer> byKey(CandleRows rows) {
        Map<Long, Integer> byKey = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            byKey.put(key(rows, i), i);
        }
        return byKey;
    }

    private static long key(CandleRows rows, int i) {
        return (rows.openTime[i] << 4) + rows.timeframe[i];
    }
}
