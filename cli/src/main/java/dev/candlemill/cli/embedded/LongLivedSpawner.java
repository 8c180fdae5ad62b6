package dev.candlemill.cli.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes from one thread that lives as long as this JVM: Linux sends a child its
 * parent-death signal when the thread that started it ends, not the process. Where {@code setsid}
 * is there, in a session of their own: Ctrl-C is meant for the command, which may still need them.
 */
final class LongLivedSpawner {

    private static final ExecutorService THREAD =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "server-spawner");
                        thread.setDaemon(true);
                        return thread;
                    });

    private static final String SETSID = "setsid";

    private LongLivedSpawner() {}

    static Process start(ProcessBuilder builder) throws IOException, InterruptedException {
        if (hasSetsid()) {
            builder.command().add(0, SETSID);
        }
        try {
            return THREAD.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new IOException(builder.command().get(0) + " did not start", e.getCause());
        }
    }

    private static boolean hasSetsid() {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, SETSID)));
    }
}
