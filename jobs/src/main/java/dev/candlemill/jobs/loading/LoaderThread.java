package dev.candlemill.jobs.loading;

import java.io.Closeable;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A thread for what a task does not wait for; it ends with the task. */
public final class LoaderThread implements Closeable {

    private static final long PATIENCE_SECONDS = 5;

    private final ExecutorService executor;

    /** Started by the first work. */
    public LoaderThread(String name) {
        executor =
                Executors.newSingleThreadExecutor(
                        work -> {
                            Thread daemon = new Thread(work, name);
                            daemon.setDaemon(true);
                            return daemon;
                        });
    }

    /** In order, one after the other. */
    public <T> Future<T> submit(Callable<T> work) {
        return executor.submit(work);
    }

    /** The same for work that nobody asks about; it handles its own failures. */
    public void execute(Runnable work) {
        executor.execute(work);
    }

    /** Lets what was asked for end, for some seconds, then interrupts it. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
