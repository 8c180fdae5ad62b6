package dev.candlemill.candle;

import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import org.jspecify.annotations.Nullable;

/** Notes what is stored of a region: revisions and hashes that the fold will meet. */
final class StoredIntake {

    private final FoldTurn turn;
    private final Publisher publisher;

    StoredIntake(FoldTurn turn, Publisher publisher) {
        this.turn = turn;
        this.publisher = publisher;
    }

    void takeCandles(StoredCandles candles) throws Exception {
        for (int i = 0; i < candles.size(); i++) {
            Session session = turn.sessionOrNull(candles.openTime(i));
            if (session == null || candles.openTime(i) < turn.state.foldedUntil) {
                continue;
            }
            publisher
                    .index(indexKey(candles.timeframe(i), session))
                    .putStored(entry(candles.row(i)));
            turn.state.hasStored = true;
            turn.state.hasRevisions = true;
        }
    }

    void takeSignals(StoredSignals signals) throws Exception {
        for (int i = 0; i < signals.size(); i++) {
            StoredSignals.Row row = signals.row(i);
            Session session = turn.sessionOrNull(row.openTime());
            if (session != null && row.openTime() >= turn.state.foldedUntil) {
                publisher
                        .index(indexKey(row.timeframe(), session))
                        .putStored(SignalPublisher.entry(row));
                turn.state.hasRevisions = true;
            }
        }
    }

    /**
     * Rows of which the state knows as much, or more, were written before its checkpoint.
     *
     * @param since what opens before is not held any more, and will never be met
     */
    void takeUnsettled(UnsettledRows rows, long since) throws Exception {
        StoredCandles candles = rows.candles();
        for (int i = 0; i < candles.size(); i++) {
            RevisionIndex index = indexOf(candles.timeframe(i), candles.openTime(i), since);
            if (index != null && takeUnlessKnown(entry(candles.row(i)), index)) {
                turn.state.hasStored = true;
            }
        }
        StoredSignals signals = rows.signals();
        for (int i = 0; i < signals.size(); i++) {
            StoredSignals.Row row = signals.row(i);
            RevisionIndex index = indexOf(row.timeframe(), row.openTime(), since);
            if (index != null) {
                takeUnlessKnown(SignalPublisher.entry(row), index);
            }
        }
    }

    private @Nullable RevisionIndex indexOf(int timeframe, long openTime, long since)
            throws Exception {
        Session session = turn.sessionOrNull(openTime);
        return session == null || openTime < since
                ? null
                : publisher.index(indexKey(timeframe, session));
    }

    private boolean takeUnlessKnown(RevisionIndex.Entry stored, RevisionIndex index) {
        int known = index.find(stored.timeframe(), stored.openTime(), stored.subject());
        if (known >= 0 && !index.isOlder(known, stored)) {
            return false;
        }
        index.put(stored);
        turn.state.hasRevisions = true;
        return true;
    }

    private static RevisionIndex.Entry entry(StoredCandles.Row row) {
        return new RevisionIndex.Entry(
                row.timeframe(),
                row.openTime(),
                RevisionIndex.CANDLE,
                row.revision(),
                row.contentHash(),
                row.indicatorRevision(),
                row.indicatorHash(),
                row.own() ? RevisionIndex.OWN : RevisionIndex.STORED);
    }

    private static int indexKey(int timeframe, Session session) {
        int date =
                timeframe == Timeframe.W1.ordinal()
                        ? session.week().date()
                        : timeframe == Timeframe.MN1.ordinal()
                                ? session.month().date()
                                : session.date();
        return Stretch.revisionKey(timeframe, date);
    }
}
