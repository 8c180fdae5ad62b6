package dev.candlemill.candle;

import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;

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
            int timeframe = candles.timeframe(i);
            publisher
                    .index(indexKey(timeframe, session))
                    .put(
                            new RevisionIndex.Entry(
                                    timeframe,
                                    candles.openTime(i),
                                    RevisionIndex.CANDLE,
                                    candles.revision(i),
                                    candles.contentHash(i),
                                    candles.indicatorRevision(i),
                                    candles.indicatorHash(i),
                                    candles.isOwn(i) ? RevisionIndex.OWN : RevisionIndex.STORED));
            turn.state.hasStored = true;
            turn.state.hasRevisions = true;
        }
    }

    void takeSignals(StoredSignals signals) throws Exception {
        for (int i = 0; i < signals.size(); i++) {
            StoredSignals.Row row = signals.row(i);
            Session session = turn.sessionOrNull(row.openTime());
            if (session != null && row.openTime() >= turn.state.foldedUntil) {
                SignalPublisher.takeStored(
                        row, publisher.index(indexKey(row.timeframe(), session)));
                turn.state.hasRevisions = true;
            }
        }
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
