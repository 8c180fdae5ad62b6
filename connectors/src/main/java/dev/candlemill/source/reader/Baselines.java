package dev.candlemill.source.reader;

import dev.candlemill.bar.Baseline;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.RegionStart;
import dev.candlemill.source.split.Chunk;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link BaselineReader} that is opened by the first question. Used by one thread. */
final class Baselines implements Closeable {

    private final BaselineReader.Factory factory;
    private @Nullable BaselineReader reader;

    Baselines(BaselineReader.Factory factory) {
        this.factory = factory;
    }

    /** The chunk that begins a region which needs {@code needed} and continues what is stored. */
    Chunk regionFor(String symbol, Chunk needed, MonthChunks months) throws IOException {
        Optional<RegionStart> start = reader().startOf(symbol, needed.from());
        if (start.isEmpty()) {
            return needed;
        }
        long time = start.get().time();
        Chunk earlier =
                start.get().isSnapshot() ? months.startingExactlyAt(time) : months.startingAt(time);
        return earlier != null && earlier.from() < needed.from() ? earlier : needed;
    }

    Baseline read(BaselineRequest request) throws IOException {
        return reader().read(request);
    }

    private BaselineReader reader() throws IOException {
        BaselineReader open = reader;
        if (open == null) {
            open = factory.open();
            reader = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
