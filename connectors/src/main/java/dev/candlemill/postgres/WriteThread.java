package dev.candlemill.postgres;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes on a thread of its own, in order, while the task makes the next rows. At most {@code
 * inFlight} writes are queued or running; a write's error is thrown by the next call. Called by the
 * task's thread only.
 */
final class WriteThread implements AutoCloseable {

    private final String name;
    private final int inFlight;
    private final ArrayDeque<Future<?>> pending = new ArrayDeque<>();
    private @Nullable ExecutorService executor;

    WriteThread(String name, int inFlight) {
        this.name = name;
        this.inFlight = inFlight;
    }

    /** Waits for room, then returns. */
    void submit(Callable<?> write) throws IOException, InterruptedException {
        while (!pending.isEmpty() && (pending.size() >= inFlight || pending.element().isDone())) {
            awaitOldest();
        }
        pending.add(started().submit(write));
    }

    /** Whether nothing waits or is being written. */
    boolean isIdle() {
        return pending.stream().allMatch(Future::isDone);
    }

    /** Returns when everything is written. */
    void await() throws IOException, InterruptedException {
        while (!pending.isEmpty()) {
            awaitOldest();
        }
    }

    @Override
    public void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    private ExecutorService started() {
        if (executor == null) {
            executor =
                    Executors.newSingleThreadExecutor(
                            task -> {
                                Thread thread = new Thread(task, name);
                                thread.setDaemon(true);
                                return thread;
                            });
        }
        return executor;
    }

    /** The failed write stays at the head: whatever is called next fails as well. */
    private void awaitOldest() throws IOException, InterruptedException {
        try {
            pending.element().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("a write to Postgres failed", e.getCause());
        } catch (CancellationException e) {
            throw new IOException("a write to Postgres was cancelled", e);
        }
        pending.remove();
    }
}
