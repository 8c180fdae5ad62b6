package dev.candlemill.source;

import dev.candlemill.bar.UnsettledRows;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** A port to what a failed attempt let out of which a checkpoint knows nothing. One thread. */
public interface UnsettledReader extends Closeable {

    /**
     * What was stored or sent of symbols since a checkpoint, and a while before. Only of symbols of
     * which there is something.
     *
     * @param held symbols that the checkpoint knows: a store tells of no others, of which all comes
     *     in a {@link dev.candlemill.bar.Baseline}
     * @param ours whether a symbol, known or not, is one of the task's
     * @param since when the checkpoint was begun; the job, if there is none
     */
    List<UnsettledRows> unsettled(Collection<String> held, Predicate<String> ours, Instant since)
            throws IOException;

    /** Opens readers on the task managers. */
    interface Factory extends Serializable {
        UnsettledReader open() throws IOException;
    }
}
