package dev.candlemill.cli.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Polls a starting server. */
final class Readiness {

    private static final long POLL_MILLIS = 50;

    private Readiness() {}

    /** Answers when the server is ready; throws when it never will be. */
    interface Probe<T> {
        Optional<T> look() throws IOException;
    }

    static <T> T await(Duration patience, Probe<T> probe, ServerFolder folder)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                Optional<T> found = probe.look();
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (IOException e) {
                throw new IOException(e.getMessage() + "; its last words:\n" + folder.logTail(), e);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new IOException(
                "not ready after "
                        + patience.toSeconds()
                        + " s; its last words:\n"
                        + folder.logTail());
    }
}
