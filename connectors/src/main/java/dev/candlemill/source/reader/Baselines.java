package dev.candlemill.source.reader;

import dev.candlemill.bar.Baseline;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.RegionStart;
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

    Optional<RegionStart> startOf(String symbol, long from) throws IOException {
        return reader().startOf(symbol, from);
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
