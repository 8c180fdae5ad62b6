package dev.candlemill.source.reader;

import dev.candlemill.bar.Baseline;
import dev.candlemill.source.BaselineReader;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A {@link BaselineReader} that is opened by the first question. Used by one thread. */
final class Baselines implements Closeable {

    private final BaselineReader.Factory factory;
    private @Nullable BaselineReader reader;

    Baselines(BaselineReader.Factory factory) {
        this.factory = factory;
    }

    Baseline read(String symbol, long from, long to, boolean startsRegion) throws IOException {
        if (reader == null) {
            reader = factory.open();
        }
        return reader.read(symbol, from, to, startsRegion);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
