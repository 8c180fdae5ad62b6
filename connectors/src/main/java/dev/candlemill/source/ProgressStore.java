package dev.candlemill.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/**
 * A port to how far each symbol is settled: up to there, everything that came is in every sink, so
 * that a job without a checkpoint may begin there. Used by one thread.
 */
public interface ProgressStore extends Closeable {

    /** Epoch milliseconds by symbol; a symbol that nobody has settled yet is missing. */
    Map<String, Long> settled() throws IOException;

    /** Moves symbols on; none ever moves back. */
    void settle(Map<String, Long> until) throws IOException;

    /**
     * Whether a bounded run may be writing, of symbols that nobody has settled, what a job that
     * begins then would hold.
     */
    default boolean isBeingFilled(long since) throws IOException {
        return false;
    }

    /** Opens stores on the job manager and the task managers. */
    interface Factory extends Serializable {
        ProgressStore open() throws IOException;

        /** For jobs without a database. */
        static Factory forgetful() {
            return () ->
                    new ProgressStore() {
                        @Override
                        public Map<String, Long> settled() {
                            return Map.of();
                        }

                        @Override
                        public void settle(Map<String, Long> until) {}

                        @Override
                        public void close() {}
                    };
        }
    }
}
