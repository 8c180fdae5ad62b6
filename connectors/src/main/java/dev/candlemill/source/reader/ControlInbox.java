package dev.candlemill.source.reader;

import dev.candlemill.source.Control;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator said last, and which checkpoint is complete: put by the task's thread, seen
 * by the fetcher's.
 */
final class ControlInbox {

    private volatile @Nullable Control latest;
    private volatile Runnable listener = () -> {};
    private volatile long storedSince = System.nanoTime();

    void put(Control control) {
        latest = control;
        listener.run();
    }

    /** Null before anything was said. */
    @Nullable Control latest() {
        return latest;
    }

    /** A checkpoint is complete that was begun at that {@link System#nanoTime}. */
    void completed(long begun) {
        storedSince = begun;
    }

    /** What went out before this {@link System#nanoTime} is in every sink. */
    long storedSince() {
        return storedSince;
    }

    /** Who wants to know at once. */
    void onChange(Runnable wakeUp) {
        listener = wakeUp;
    }
}
