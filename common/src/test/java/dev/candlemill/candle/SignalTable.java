package dev.candlemill.candle;

import dev.candlemill.bar.StoredSignals;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalKey;
import dev.candlemill.signal.SignalStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Stands for the table of signals of a {@link FoldRun}: what it sent, and what is stored of it. */
final class SignalTable {

    private final List<Signal> sent = new ArrayList<>();
    private final Map<String, Signal> table = new TreeMap<>();
    private final Set<String> beforeCrash = new HashSet<>();

    /** What a later run finds. */
    SignalTable next() {
        SignalTable next = new SignalTable();
        next.table.putAll(table);
        return next;
    }

    /** What the same run finds when it begins again after a crash. */
    SignalTable again() {
        SignalTable again = next();
        sent.forEach(signal -> again.beforeCrash.add(signal.id()));
        again.beforeCrash.addAll(beforeCrash);
        return again;
    }

    List<Signal> sent() {
        return sent;
    }

    void take(Signal signal) {
        sent.add(signal);
        Signal old = table.put(signal.id(), signal);
        boolean sentAgain = beforeCrash.remove(signal.id());
        if (old != null && old.revision() >= signal.revision() && !sentAgain) {
            throw new AssertionError("revision did not grow: " + old + " then " + signal);
        }
    }

    StoredSignals stored(long from, long to) {
        StoredSignals stored = new StoredSignals(0);
        for (Signal signal : table.values()) {
            if (signal.openTime() >= from && signal.openTime() < to) {
                stored.add(
                        new StoredSignals.Row(
                                signal.timeframe().ordinal(),
                                signal.openTime(),
                                SignalKey.of(signal.setup(), signal.strategy()),
                                signal.revision(),
                                signal.contentHash(),
                                signal.type().ordinal(),
                                StoredSignals.Origin.of(
                                        beforeCrash.contains(signal.id()), signal.status())));
            }
        }
        return stored;
    }

    /** The newest revision of each, retracted or not. */
    Map<String, Signal> newest() {
        return new TreeMap<>(table);
    }

    Map<String, Signal> standing() {
        Map<String, Signal> standing = new TreeMap<>();
        table.forEach(
                (id, signal) -> {
                    if (signal.status() != SignalStatus.RETRACTED) {
                        standing.put(id, withoutRevision(signal));
                    }
                });
        return standing;
    }

    private static Signal withoutRevision(Signal s) {
        return new Signal(
                s.setup(),
                s.symbol(),
                s.timeframe(),
                s.strategy(),
                s.openTime(),
                s.closeTime(),
                s.type(),
                s.price(),
                s.confidence(),
                s.values(),
                0,
                0,
                SignalStatus.NEW,
                s.dataSource());
    }
}
