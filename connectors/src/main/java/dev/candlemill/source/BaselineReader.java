package dev.candlemill.source;

import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.UnsettledRows;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A port to what is already stored; see {@link Baseline}. Used by one thread. */
public interface BaselineReader extends UnsettledReader {

    /**
     * Where a region that has to know everything from {@code from} on has to begin, so that it
     * continues what is stored: at the newest stored fold at or before it, else at the first stored
     * candle. Empty when nothing before {@code from} is stored.
     */
    Optional<RegionStart> startOf(String symbol, long from) throws IOException;

    /** Everything stored in the requested range. */
    Baseline read(BaselineRequest request) throws IOException;

    /** Nothing, unless a store can tell. */
    @Override
    default List<UnsettledRows> unsettled(
            Collection<String> held, Predicate<String> ours, Instant since) throws IOException {
        return List.of();
    }

    /** Opens readers on the task managers. */
    interface Factory extends UnsettledReader.Factory {
        @Override
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
