package dev.candlemill.jobs.push;

import dev.candlemill.jobs.loading.LoaderThread;
import dev.candlemill.source.reader.StoredMonths;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what is stored in a thread of its own, so that no symbol waits for another's. */
final class StoredLoader implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(StoredLoader.class);

    /** More would make symbols wait long whose bars have come. */
    private static final int MANY = 32;

    private final StoredMonths months;
    private final Map<String, Future<StoredMonths.Part>> loading = new HashMap<>();
    private final LoaderThread thread = new LoaderThread("stored-months");

    StoredLoader(StoredMonths months) {
        this.months = months;
    }

    boolean isMissing(StoredMonths.Want want) {
        return months.isMissing(want);
    }

    /** Whether what can wait should. */
    boolean isBusy() {
        return loading.size() >= MANY;
    }

    /** Begins to load, unless the symbol's part is being loaded already. */
    void load(StoredMonths.Want want) {
        loading.computeIfAbsent(want.symbol(), symbol -> thread.submit(() -> months.load(want)));
    }

    /**
     * What was loaded, once; null while it is not there.
     *
     * @throws IOException when what is stored cannot be read
     */
    StoredMonths.@Nullable Part loaded(String symbol) throws IOException {
        Future<StoredMonths.Part> part = loading.get(symbol);
        if (part == null || !part.isDone()) {
            return null;
        }
        loading.remove(symbol);
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw new IOException("what is stored of " + symbol + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while loading what is stored of " + symbol, e);
        }
    }

    @Override
    public void close() {
        loading.values().forEach(part -> part.cancel(true));
        thread.execute(this::closeReader);
        thread.close();
    }

    private void closeReader() {
        try {
            months.close();
        } catch (IOException e) {
            LOG.debug("a baseline reader could not be closed", e);
        }
    }
}
