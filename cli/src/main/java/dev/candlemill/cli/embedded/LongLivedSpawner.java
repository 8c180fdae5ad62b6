package dev.candlemill.cli.embedded;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes from one thread that lives as long as this JVM: Linux sends a child its
 * parent-death signal when the thread that started it ends, not the process.
 */
final class LongLivedSpawner {

    private static final ExecutorService THREAD =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "server-spawner");
                        thread.setDaemon(true);
                        return thread;
                    });

    private LongLivedSpawner() {}

    static Process start(ProcessBuilder builder) throws IOException, InterruptedException {
        try {
            return THREAD.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new IOException(builder.command().get(0) + " did not start", e.getCause());
        }
    }
}
