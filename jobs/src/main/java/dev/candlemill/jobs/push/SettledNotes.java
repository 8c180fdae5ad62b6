package dev.candlemill.jobs.push;

import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.reader.SettledSymbols;
import java.io.Closeable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far symbols had come when a checkpoint was taken, noted when it is complete: everything up to
 * there is then in every sink.
 */
final class SettledNotes implements Closeable {

    private final SettledSymbols notes;
    private final TreeMap<Long, Map<String, Long>> byCheckpoint = new TreeMap<>();
    private Map<String, Long> sinceCheckpoint = new HashMap<>();

    SettledNotes(ProgressStore.Factory progress) {
        notes = new SettledSymbols(progress);
    }

    void settle(String symbol, long until) {
        sinceCheckpoint.merge(symbol, until, Math::max);
    }

    void snapshot(long checkpoint) {
        byCheckpoint.put(checkpoint, sinceCheckpoint);
        sinceCheckpoint = new HashMap<>();
    }

    /** Those that were aborted before it are complete with it. */
    void complete(long checkpoint) {
        Map<String, Long> settled = new HashMap<>();
        Map<Long, Map<String, Long>> done = byCheckpoint.headMap(checkpoint, true);
        for (Map<String, Long> symbols : done.values()) {
            symbols.forEach((symbol, until) -> settled.merge(symbol, until, Math::max));
        }
        done.clear();
        if (!settled.isEmpty()) {
            notes.note(settled);
        }
    }

    @Override
    public void close() {
        notes.close();
    }
}
