package dev.candlemill.jobs.handover;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.jobs.loading.LoaderThread;
import dev.candlemill.source.HandedBarsStore;
import dev.candlemill.source.HandedBarsStore.Waiting;
import dev.candlemill.source.reader.HandedRegion;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches handed bars and removes those that were taken, in a thread of its own. */
final class HandedLoader implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(HandedLoader.class);

    private final HandoverOptions options;
    private final LoaderThread thread = new LoaderThread("handed-bars");

    HandedLoader(HandoverOptions options) {
        this.options = options;
    }

    /** Begins to fetch. What comes is empty when nothing waits any more. */
    Future<List<SymbolEvent>> fetch(String symbol) {
        return thread.submit(() -> events(symbol));
    }

    /** Those that cannot be removed now are taken once more, which changes nothing. */
    void remove(Map<String, Long> taken) {
        thread.execute(
                () -> {
                    try (HandedBarsStore store = options.store().open()) {
                        store.remove(taken);
                    } catch (IOException e) {
                        LOG.warn("handed bars were taken, but not removed: {}", e.getMessage());
                    }
                });
    }

    @Override
    public void close() {
        thread.close();
    }

    /** With a reader that is new: one that is kept does not see what was stored since. */
    private List<SymbolEvent> events(String symbol) throws IOException {
        try (HandedBarsStore store = options.store().open();
                HandedRegion region = new HandedRegion(options.baselines(), options.calendars())) {
            Optional<Waiting> waiting = store.waiting(symbol);
            return waiting.isEmpty()
                    ? List.of()
                    : region.events(symbol, waiting.get(), options.clock().now());
        }
    }
}
