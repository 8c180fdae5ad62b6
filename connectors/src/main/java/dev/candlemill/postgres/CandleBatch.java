package dev.candlemill.postgres;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The rows of one flush: pages, and which of their timeframes are stored, beside those that a
 * symbol wants. Handed over from the task to the write thread, and not changed afterwards.
 */
final class CandleBatch implements Iterable<CandleRow> {

    private final boolean[] stored = new boolean[Timeframe.count()];
    private final List<CandlePage> pages = new ArrayList<>();
    private int size;
    private boolean copyable = true;

    /** 5m is always stored: later runs continue from it. */
    CandleBatch(Set<Timeframe> timeframes) {
        Set<Timeframe> all = EnumSet.of(Timeframe.M5);
        all.addAll(timeframes);
        all.forEach(timeframe -> stored[timeframe.ordinal()] = true);
    }

    void add(CandlePage page) {
        boolean isFirstContent = page.isFresh();
        int rows = 0;
        for (int i = 0; i < page.size(); i++) {
            if (isStored(page, i)) {
                rows++;
                isFirstContent &= page.revision(i) == 1 && page.indicatorRevision(i) <= 1;
            }
        }
        if (rows > 0) {
            pages.add(page);
            size += rows;
            copyable &= isFirstContent;
        }
    }

    int size() {
        return size;
    }

    /** Whether nothing was stored for any of these candles when the run began. */
    boolean isCopyable() {
        return copyable;
    }

    /** The rows by key, one per key: the highest pair of revisions, and of equal ones the last. */
    List<CandleRow> sortedUnique() {
        List<CandleRow> rows = new ArrayList<>(size);
        forEach(rows::add);
        rows.sort(CandleRow.BY_KEY);
        int kept = 0;
        for (CandleRow row : rows) {
            if (kept > 0 && rows.get(kept - 1).hasKeyOf(row)) {
                if (!rows.get(kept - 1).isNewerThan(row)) {
                    rows.set(kept - 1, row);
                }
            } else {
                rows.set(kept++, row);
            }
        }
        return rows.subList(0, kept);
    }

    @Override
    public Iterator<CandleRow> iterator() {
        return new RowIterator();
    }

    private boolean isStored(CandlePage page, int row) {
        Timeframe timeframe = page.timeframe(row);
        return stored[timeframe.ordinal()] || page.isWanted(timeframe);
    }

    private final class RowIterator implements Iterator<CandleRow> {

        private int pageIndex;
        private int nextRow = -1;

        RowIterator() {
            advance();
        }

        @Override
        public boolean hasNext() {
            return pageIndex < pages.size();
        }

        @Override
        public CandleRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            CandleRow row = new CandleRow(pages.get(pageIndex), nextRow);
            advance();
            return row;
        }

        private void advance() {
            nextRow++;
            while (pageIndex < pages.size()) {
                CandlePage page = pages.get(pageIndex);
                while (nextRow < page.size() && !isStored(page, nextRow)) {
                    nextRow++;
                }
                if (nextRow < page.size()) {
                    return;
                }
                pageIndex++;
                nextRow = 0;
            }
        }
    }
}
