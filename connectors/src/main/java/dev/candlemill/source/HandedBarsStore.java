package dev.candlemill.source;

import dev.candlemill.bar.BarPage;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A port to bars that bounded runs have handed over to the live job. Used by one thread. */
public interface HandedBarsStore extends Closeable {

    /** What waits for a symbol; empty when all of it was taken. */
    Optional<Waiting> waiting(String symbol) throws IOException;

    /** Removes what is in every sink: by symbol, all hand-overs up to that one. */
    void remove(Map<String, Long> taken) throws IOException;

    /**
     * The bars of one symbol.
     *
     * @param upTo the newest hand-over that is part of it
     * @param since epoch milliseconds: from where on the symbol has to be folded again
     * @param settled epoch milliseconds: up to here everything that came is in every sink
     * @param pages in the order in which they were handed over; a bar wins over earlier ones
     */
    record Waiting(long upTo, long since, long settled, List<BarPage> pages) {

        public Waiting {
            pages = List.copyOf(pages);
        }
    }

    /** Opens stores on the task managers. */
    interface Factory extends Serializable {
        HandedBarsStore open() throws IOException;
    }
}
