package dev.candlemill.source;

import java.io.Closeable;
import java.io.Serializable;
import java.util.Optional;

/** A port to what a live job is told while it runs. Used by one thread, closed by any. */
public interface ControlWatch extends Closeable {

    /**
     * Everything as it is now. The first answer comes at once, the others when something may have
     * changed, or after a while.
     *
     * @return empty when nobody can say now; asking again then waits, longer each time
     */
    Optional<Control> next() throws InterruptedException;

    @Override
    void close();

    /** Opens watches on the job manager. */
    interface Factory extends Serializable {
        ControlWatch open();
    }
}
