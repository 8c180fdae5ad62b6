package dev.candlemill.candle;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.KeptBars;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input bars of one symbol while one event is worked on: each stretch is read once and written
 * once, and keeps how it was before a correction.
 */
final class Stretches {

    /** What became of a bar. */
    enum Placed {
        NEW,
        DUPLICATE,
        CORRECTED
    }

    private static final BarColumns NO_BARS = new BarColumns(0);

    private final SymbolStore store;
    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private @Nullable Entry last;
    private long lastKey;

    Stretches(SymbolStore store) {
        this.store = store;
    }

    /**
     * Appends the run of bars from {@code i} on that ascend, are of one size, lie in one stretch,
     * and come after all that the stretch holds. Returns how many; 0 when already the first does
     * not. None of them may have been folded.
     */
    int append(Session session, BarColumns from, int i) throws Exception {
        int slot = session.slotAt(from.openTime(i));
        if (slot < 0) {
            return 0;
        }
        Entry entry = entry(session, slot);
        BarColumns bars = entry.bars;
        int last = bars.size() - 1;
        // A slot never holds both sizes, so the last bar tells that of its whole slot.
        boolean follows =
                last < 0
                        || bars.openTime(last) < session.slotOpen(slot)
                        || bars.openTime(last) < from.openTime(i)
                                && bars.barSizeOrdinal(last) == from.barSizeOrdinal(i);
        if (!follows) {
            return 0;
        }
        int end = endOfRun(session, slot / Stretch.SLOTS, from, i);
        entry.beforeChange(false);
        bars.addRange(from, i, end);
        return end - i;
    }

    private static int endOfRun(Session session, int stretch, BarColumns from, int i) {
        int end = i + 1;
        while (end < from.size()
                && from.openTime(end) > from.openTime(end - 1)
                && from.barSizeOrdinal(end) == from.barSizeOrdinal(i)) {
            int slot = session.slotAt(from.openTime(end));
            if (slot < 0 || slot / Stretch.SLOTS != stretch) {
                return end;
            }
            end++;
        }
        return end;
    }

    /** Puts bar {@code i} at its place; where one with its open time is, the later arrival wins. */
    Placed place(Session session, int slot, BarColumns from, int i, boolean alreadyFolded)
            throws Exception {
        Entry entry = entry(session, slot);
        BarColumns bars = entry.bars;
        int at = bars.lowerBound(from.openTime(i));
        boolean present =
                at < bars.size()
                        && bars.openTime(at) == from.openTime(i)
                        && bars.barSizeOrdinal(at) == from.barSizeOrdinal(i);
        if (present && bars.sameValues(at, from, i)) {
            return Placed.DUPLICATE;
        }
        entry.beforeChange(alreadyFolded);
        boolean otherSize = !present && replaceOtherSize(session.slotOpen(slot), entry, from, i);
        if (present) {
            bars.setFrom(at, from, i);
        } else if (!otherSize) {
            bars.insertFrom(at, from, i);
        }
        return present || otherSize ? Placed.CORRECTED : Placed.NEW;
    }

    /** Keeps a stored bar unless one with its open time has come. */
    void placeStored(Session session, int slot, BarColumns from, int i) throws Exception {
        Entry entry = entry(session, slot);
        int at = entry.bars.lowerBound(from.openTime(i));
        if (at == entry.bars.size() || entry.bars.openTime(at) != from.openTime(i)) {
            entry.beforeChange(false);
            entry.bars.insertFrom(at, from, i);
        }
    }

    /** Where the slot's bar opens that is open at {@code until}; where there is none, that. */
    long withoutOpenBar(Session session, int slot, long until) throws Exception {
        BarColumns bars = bars(Stretch.of(session, slot));
        int at = bars.lowerBound(until) - 1;
        boolean isOpen = at >= 0 && bars.openTime(at) + bars.barSize(at).millis() > until;
        return isOpen ? bars.openTime(at) : until;
    }

    BarColumns bars(long key) throws Exception {
        return entry(key).bars;
    }

    /** The stretch as it was when this event began. */
    BarColumns barsBefore(long key) throws Exception {
        Entry entry = entry(key);
        return entry.before == null ? entry.bars : entry.before;
    }

    /** Writes what was changed; what is whole, or has been left for a later stretch, packed. */
    void flush() throws Exception {
        long latest = Long.MIN_VALUE;
        for (Map.Entry<Long, Entry> entry : entries.entrySet()) {
            latest = entry.getValue().dirty ? Math.max(latest, entry.getKey()) : latest;
        }
        for (Map.Entry<Long, Entry> entry : entries.entrySet()) {
            if (entry.getValue().dirty) {
                BarColumns bars = entry.getValue().bars;
                boolean isDone = entry.getKey() < latest || entry.getValue().isWhole();
                store.putBars(
                        entry.getKey(), isDone ? KeptBars.packed(bars) : KeptBars.inColumns(bars));
            }
        }
    }

    /**
     * A slot holds 1-minute bars or one 5-minute bar, never both: the later arrival replaces the
     * other size. Returns whether it did.
     */
    private static boolean replaceOtherSize(long slotOpen, Entry entry, BarColumns from, int i) {
        BarColumns bars = entry.bars;
        int at = bars.lowerBound(slotOpen);
        boolean replaced = false;
        while (at < bars.size()
                && bars.openTime(at) < slotOpen + Timeframe.SLOT_MILLIS
                && bars.barSizeOrdinal(at) != from.barSizeOrdinal(i)) {
            bars.remove(at);
            replaced = true;
        }
        if (replaced) {
            bars.insertFrom(bars.lowerBound(from.openTime(i)), from, i);
        }
        return replaced;
    }

    private Entry entry(Session session, int slot) throws Exception {
        Entry entry = entry(Stretch.of(session, slot));
        entry.lastOpen = Stretch.lastOpen(session, slot);
        return entry;
    }

    private Entry entry(long key) throws Exception {
        if (last != null && lastKey == key) {
            return last;
        }
        Entry entry = entries.get(key);
        if (entry == null) {
            KeptBars bars = store.bars(key);
            entry = new Entry(bars == null ? new BarColumns(0) : bars.columns());
            entries.put(key, entry);
        }
        last = entry;
        lastKey = key;
        return entry;
    }

    private static final class Entry {
        private final BarColumns bars;
        private @Nullable BarColumns before;
        private boolean dirty;
        private long lastOpen = Long.MAX_VALUE;

        private Entry(BarColumns bars) {
            this.bars = bars;
        }

        private boolean isWhole() {
            return !bars.isEmpty() && bars.openTime(bars.size() - 1) >= lastOpen;
        }

        private void beforeChange(boolean alreadyFolded) {
            if (alreadyFolded && before == null) {
                before = bars.isEmpty() ? NO_BARS : bars.copy();
            }
            dirty = true;
        }
    }
}
