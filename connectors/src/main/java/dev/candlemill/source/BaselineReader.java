package dev.candlemill.source;

import dev.candlemill.bar.Baseline;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;

/** A port to what is already stored; see {@link Baseline}. Used by one thread. */
public interface BaselineReader extends Closeable {

    /** Everything stored of the symbol in {@code [from, to)}, epoch milliseconds. */
    Baseline read(String symbol, long from, long to, boolean startsRegion) throws IOException;

    /** Opens readers on the task managers. */
    interface Factory extends Serializable {
        BaselineReader open() throws IOException;

        /** For sinks that keep nothing: every range is empty. */
        static Factory nothingStored() {
            return () ->
                    new BaselineReader() {
                        @Override
                        public Baseline read(
                                String symbol, long from, long to, boolean startsRegion) {
                            return Baseline.nothing(symbol, from, to, startsRegion);
                        }

                        @Override
                        public void close() {}
                    };
        }
    }
}
