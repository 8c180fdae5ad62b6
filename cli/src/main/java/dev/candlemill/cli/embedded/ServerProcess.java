package dev.candlemill.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server's process and our claim on it; no process where another command runs it. */
final class ServerProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerFolder folder;
    private final ServerClaim claim;
    private final @Nullable Process process;
    private boolean isClosed;

    ServerProcess(ServerFolder folder, ServerClaim claim, @Nullable Process process) {
        this.folder = folder;
        this.claim = claim;
        this.process = process;
    }

    /** How a server is asked to stop. */
    interface Stop {
        void send(Process process) throws IOException;
    }

    boolean isShared() {
        return process == null;
    }

    /** Stops the server if it is ours, once no other command uses it. */
    synchronized void close(Stop stop) throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (claim) {
            if (process != null) {
                end(process, stop);
            }
        }
    }

    private void end(Process server, Stop stop) throws IOException {
        try (FileChannel alone = ServerClaim.withoutUsers(folder)) {
            stop.send(server);
            if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.destroyForcibly();
        }
    }
}
