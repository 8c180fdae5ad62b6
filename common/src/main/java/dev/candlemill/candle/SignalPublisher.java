package dev.candlemill.candle;

import dev.candlemill.bar.StoredSignals;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import dev.candlemill.strategy.SetupStrategy;
import dev.candlemill.strategy.SymbolStrategies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which events on published candles leave the fold as signals: the difference between what
 * was sent, or is stored, and what now holds.
 */
final class SignalPublisher {

    private final String symbol;
    private final SymbolState state;
    private final SymbolStrategies strategies;
    private final List<Signal> published = new ArrayList<>();

    SignalPublisher(String symbol, SymbolState state, SymbolStrategies strategies) {
        this.symbol = symbol;
        this.state = state;
        this.strategies = strategies;
    }

    List<Signal> published() {
        return published;
    }

    /** Nothing is stored of this candle, and nothing was sent. */
    void publishFirst(CandleRows rows, int i) {
        RowEvents events = rows.events(i);
        if (events != null) {
            for (RowEvents.Event event : events.all()) {
                add(rows, i, event, 1, SignalStatus.NEW);
            }
        }
    }

    /** The candle is final for the first time in this run; of its signals some may be stored. */
    void publishNew(CandleRows rows, int i, RevisionIndex index) {
        for (SetupStrategy strategy : strategies.on(rows.timeframe[i])) {
            RowEvents.@Nullable Event event = eventOf(rows.events(i), strategy.key());
            int entry = index.find(rows.timeframe[i], rows.openTime[i], strategy.key());
            if (entry < 0) {
                if (event != null) {
                    add(rows, i, event, 1, SignalStatus.NEW);
                }
                continue;
            }
            Standing was = new Standing(index, entry);
            long hash = event == null ? RevisionIndex.RETRACTED : hash(rows, i, event);
            if (was.content != hash) {
                publishChange(rows, i, strategy, event, was, index);
            } else {
                settle(rows, i, strategy.key(), was, index);
                if (was.origin != RevisionIndex.STORED && was.origin != RevisionIndex.SETTLED) {
                    repeat(rows, i, strategy, event, was);
                }
            }
        }
    }

    /** A correction went over the candle: against what was said of it before. */
    void publishChanged(CandleRows before, int old, CandleRows rows, int i, RevisionIndex index) {
        for (SetupStrategy strategy : strategies.on(rows.timeframe[i])) {
            RowEvents.@Nullable Event oldEvent = eventOf(before.events(old), strategy.key());
            RowEvents.@Nullable Event event = eventOf(rows.events(i), strategy.key());
            int entry = index.find(rows.timeframe[i], rows.openTime[i], strategy.key());
            long oldHash = oldEvent == null ? RevisionIndex.RETRACTED : hash(before, old, oldEvent);
            Standing was =
                    entry >= 0
                            ? new Standing(index, entry)
                            : oldEvent == null
                                    ? Standing.NOTHING
                                    : new Standing(1, oldHash, oldEvent.type());
            long hash = event == null ? RevisionIndex.RETRACTED : hash(rows, i, event);
            if (was.content != hash) {
                publishChange(rows, i, strategy, event, was, index);
            } else if (was.origin != RevisionIndex.SETTLED) {
                settle(rows, i, strategy.key(), was, index);
                if (hash != oldHash) { // stored by an attempt that made this very correction
                    repeat(rows, i, strategy, event, was);
                }
            }
        }
    }

    /** Notes what was said, so that whoever says it again does not say it anew. */
    void keep(CandleRows rows, int i, RevisionIndex index) {
        RowEvents events = rows.events(i);
        if (events == null) {
            return;
        }
        for (RowEvents.Event event : events.all()) {
            int entry = index.find(rows.timeframe[i], rows.openTime[i], event.key());
            long content = hash(rows, i, event);
            if (entry < 0) {
                Standing said = new Standing(1, content, event.type());
                settle(rows, i, event.key(), said, index);
            } else if (index.contentHash(entry) == content) {
                settle(rows, i, event.key(), new Standing(index, entry), index);
            }
        }
    }

    static RevisionIndex.Entry entry(StoredSignals.Row row) {
        return new RevisionIndex.Entry(
                row.timeframe(),
                row.openTime(),
                row.key(),
                row.revision(),
                row.contentHash(),
                row.type(),
                0,
                standing(row.origin()));
    }

    private static byte standing(StoredSignals.Origin origin) {
        return switch (origin) {
            case EARLIER -> RevisionIndex.STORED;
            case OWN -> RevisionIndex.OWN;
            case OWN_AS_NEW -> RevisionIndex.OWN_AS_NEW;
        };
    }

    private void publishChange(
            CandleRows rows,
            int i,
            SetupStrategy strategy,
            RowEvents.@Nullable Event event,
            Standing was,
            RevisionIndex index) {
        int revision = was.revision + 1;
        SignalStatus status =
                event == null
                        ? SignalStatus.RETRACTED
                        : was.content == RevisionIndex.RETRACTED
                                ? SignalStatus.NEW
                                : SignalStatus.REVISED;
        RowEvents.Event said = event == null ? retraction(strategy, was.type) : event;
        add(rows, i, said, revision, status);
        long hash = event == null ? RevisionIndex.RETRACTED : hash(rows, i, event);
        Standing now = new Standing(revision, hash, said.type());
        settle(rows, i, strategy.key(), now, index);
    }

    /** This very run sent it before a crash, and another sink may have lost it. */
    private void repeat(
            CandleRows rows,
            int i,
            SetupStrategy strategy,
            RowEvents.@Nullable Event event,
            Standing was) {
        if (event == null) {
            add(rows, i, retraction(strategy, was.type), was.revision, SignalStatus.RETRACTED);
        } else {
            boolean wasNew = was.revision == 1 || was.origin == RevisionIndex.OWN_AS_NEW;
            SignalStatus status = wasNew ? SignalStatus.NEW : SignalStatus.REVISED;
            add(rows, i, event, was.revision, status);
        }
    }

    private static void settle(
            CandleRows rows, int i, long key, Standing standing, RevisionIndex index) {
        index.put(
                new RevisionIndex.Entry(
                        rows.timeframe[i],
                        rows.openTime[i],
                        key,
                        standing.revision,
                        standing.content,
                        standing.type.ordinal(),
                        0,
                        RevisionIndex.SETTLED));
    }

    /** Repeats what is taken back, without what it was decided on: that no longer holds. */
    private static RowEvents.Event retraction(SetupStrategy strategy, SignalType type) {
        return new RowEvents.Event(
                strategy.key(), strategy.setup(), strategy.spec(), type, 0, Map.of());
    }

    private void add(
            CandleRows rows, int i, RowEvents.Event event, int revision, SignalStatus status) {
        published.add(
                new Signal(
                        event.setup(),
                        symbol,
                        Timeframe.of(rows.timeframe[i]),
                        event.strategy(),
                        rows.openTime[i],
                        rows.closeTime[i],
                        event.type(),
                        rows.close[i],
                        event.confidence(),
                        event.values(),
                        rows.revision[i],
                        revision,
                        status,
                        state.source));
    }

    private static RowEvents.@Nullable Event eventOf(@Nullable RowEvents events, long key) {
        return events == null ? null : events.of(key);
    }

    private static long hash(CandleRows rows, int i, RowEvents.Event event) {
        return Signal.contentHash(event.type(), rows.close[i], event.confidence(), event.values());
    }

    /** What consumers have under a signal's id. */
    private record Standing(int revision, long content, SignalType type, byte origin) {

        private static final Standing NOTHING =
                new Standing(0, RevisionIndex.RETRACTED, SignalType.BUY);

        Standing(int revision, long content, SignalType type) {
            this(revision, content, type, RevisionIndex.SETTLED);
        }

        Standing(RevisionIndex index, int entry) {
            this(
                    index.revision(entry),
                    index.contentHash(entry),
                    SignalType.values()[index.detail(entry)],
                    index.standing(entry));
        }
    }
}
