package dev.candlemill.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who started a server and who uses it, across processes. The command that holds {@code owner.lock}
 * starts and stops the server. Others use it, and share {@code users.lock} meanwhile, so that the
 * owner can wait for them. Locks end with their process, however it ends.
 *
 * <p>One claim per folder and process: closing a second channel on a lock file would give up the
 * first one's lock.
 */
final class ServerClaim implements AutoCloseable {

    private static final long POLL_MILLIS = 100;

    private final FileLock lock;
    private final boolean isOwner;

    private ServerClaim(FileLock lock, boolean isOwner) {
        this.lock = lock;
        this.isOwner = isOwner;
    }

    /** Owns the server if nobody does, else uses it; waits while its owner is stopping it. */
    static ServerClaim on(ServerFolder folder) throws IOException, InterruptedException {
        while (true) {
            FileLock owned = tryLock(folder.path("owner.lock"), false);
            if (owned != null) {
                return new ServerClaim(owned, true);
            }
            FileLock used = tryLock(folder.path("users.lock"), true);
            if (used != null) {
                return new ServerClaim(used, false);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    boolean isOwner() {
        return isOwner;
    }

    /** Waits until no other process uses the server, and keeps new ones away until closed. */
    static FileChannel withoutUsers(ServerFolder folder) throws IOException {
        FileChannel channel = open(folder.path("users.lock"));
        channel.lock();
        return channel;
    }

    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }

    private static @Nullable FileLock tryLock(Path file, boolean shared) throws IOException {
        FileChannel channel = open(file);
        FileLock lock;
        try {
            lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException(file + " is locked by this very process", e);
        }
        if (lock == null) {
            channel.close();
        }
        return lock;
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
