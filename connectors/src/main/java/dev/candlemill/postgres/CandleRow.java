package dev.candlemill.postgres;

import dev.candlemill.candle.CandlePage;
import java.util.Comparator;

/** One row of a page. */
record CandleRow(CandlePage page, int index) {

    /** The order in which every writer touches rows, so that two of them cannot deadlock. */
    static final Comparator<CandleRow> BY_KEY =
            Comparator.comparing((CandleRow row) -> row.page().symbol())
                    .thenComparing(row -> row.page().timeframe(row.index()))
                    .thenComparingLong(row -> row.page().openTime(row.index()));

    boolean hasKeyOf(CandleRow other) {
        return BY_KEY.compare(this, other) == 0;
    }

    /** Whether this one, of the same key as the other, is the one to be stored. */
    boolean isNewerThan(CandleRow other) {
        int byContent = Integer.compare(page.revision(index), other.page.revision(other.index));
        int byValues =
                Integer.compare(
                        page.indicatorRevision(index), other.page.indicatorRevision(other.index));
        return byContent > 0 || (byContent == 0 && byValues > 0);
    }
}
