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
     * @param held symbols that the checkpoint knows
     * @param others symbols that it does not know, but the failed attempt may have: of these comes
     *     what the same start of the job let out, unless it is in a {@link
     *     dev.candlemill.bar.Baseline} anyway
     * @param since when the checkpoint was begun; the job, if there is none
     */
    List<UnsettledRows> unsettled(Collection<String> held, Predicate<String> others, Instant since)
            throws IOException;

    /** Opens readers on the task managers. */
    interface Factory extends Serializable {
        UnsettledReader open() throws IOException;
    }
}
