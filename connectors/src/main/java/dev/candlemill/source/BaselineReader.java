package dev.candlemill.source;

import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.UnsettledRows;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A port to what is already stored; see {@link Baseline}. Used by one thread. */
public interface BaselineReader extends Closeable {

    /**
     * Where a region that has to know everything from {@code from} on has to begin, so that it
     * continues what is stored: at the newest stored fold at or before it, else at the first stored
     * candle. Empty when nothing before {@code from} is stored.
     */
    Optional<RegionStart> startOf(String symbol, long from) throws IOException;

    /** Everything stored in the requested range. */
    Baseline read(BaselineRequest request) throws IOException;

    /**
     * What was stored of symbols since a checkpoint, and a while before: what a restored job may
     * not know of. Only of symbols of which there is something.
     *
     * @param since when the checkpoint was begun
     */
    default List<UnsettledRows> unsettled(Collection<String> symbols, Instant since)
            throws IOException {
        return List.of();
    }

    /** Opens readers on the task managers. */
    interface Factory extends Serializable {
        BaselineReader open() throws IOException;

        /** For sinks that keep nothing: every range is empty. */
        static Factory nothingStored() {
            return () ->
                    new BaselineReader() {
                        @Override
                        public Optional<RegionStart> startOf(String symbol, long from) {
                            return Optional.empty();
                        }

                        @Override
                        public Baseline read(BaselineRequest request) {
                            return Baseline.nothing(
                                    request.symbol(),
                                    request.from(),
                                    request.to(),
                                    request.startsRegion());
                        }

                        @Override
                        public void close() {}
                    };
        }
    }
}
