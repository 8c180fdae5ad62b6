package dev.candlemill.source.reader;

import dev.candlemill.source.ProgressStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes how far symbols are settled, in a thread of its own: a slow database delays nobody, and
 * what could not be noted is noted with the next checkpoint.
 */
public final class SettledSymbols implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SettledSymbols.class);
    private static final long PATIENCE_SECONDS = 5;

    private final ProgressStore.Factory factory;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread thread = new Thread(work, "settled-symbols");
                        thread.setDaemon(true);
                        return thread;
                    });

    /** What is not noted yet; guarded by itself. */
    private final Map<String, Long> waiting = new HashMap<>();

    /** Whether the writer will look at what waits; guarded by that. */
    private boolean isAsked;

    private @Nullable ProgressStore store;

    public SettledSymbols(ProgressStore.Factory factory) {
        this.factory = factory;
    }

    /** Epoch milliseconds by symbol; returns at once. */
    public void note(Map<String, Long> until) {
        boolean wasAsked;
        synchronized (waiting) {
            wasAsked = isAsked;
            isAsked = true;
            merge(until);
        }
        if (!wasAsked) {
            writer.execute(this::write);
        }
    }

    private void merge(Map<String, Long> until) {
        until.forEach((symbol, time) -> waiting.merge(symbol, time, Math::max));
    }

    @Override
    public void close() {
        writer.execute(this::closeStore);
        writer.shutdown();
        try {
            if (!writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        Map<String, Long> now;
        synchronized (waiting) {
            now = Map.copyOf(waiting);
            waiting.clear();
            isAsked = false;
        }
        try {
            if (store == null) {
                store = factory.open();
            }
            store.settle(now);
        } catch (IOException e) {
            LOG.warn("how far symbols are settled was not noted yet: {}", e.getMessage());
            synchronized (waiting) {
                merge(now);
            }
        }
    }

    private void closeStore() {
        try {
            if (store != null) {
                store.close();
            }
        } catch (IOException e) {
            LOG.debug("a progress store could not be closed", e);
        }
    }
}
