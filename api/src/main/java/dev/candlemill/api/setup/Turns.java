package dev.candlemill.api.setup;

import dev.candlemill.api.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few work at once. Who waits holds a thread of the server's: nobody does for long. Fair and
 * thread-safe.
 */
final class Turns {

    private static final long RETRY_SECONDS = 2;

    private final Semaphore free;
    private final Duration patience;

    Turns(int atOnce, Duration patience) {
        this.free = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** Ends by closing. */
    interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * @throws ProblemException when no turn of others ends in time
     */
    Turn take() {
        if (!isTaken()) {
            throw ProblemException.busy(
                    "others are calculating: try again in " + RETRY_SECONDS + " s", RETRY_SECONDS);
        }
        return free::release;
    }

    private boolean isTaken() {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
