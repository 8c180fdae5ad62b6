package dev.candlemill.source.reader;

import dev.candlemill.source.Control;
import org.jspecify.annotations.Nullable;

/** What the coordinator said last: put by the task's thread, seen by the fetcher's. */
final class ControlInbox {

    private volatile @Nullable Control latest;
    private volatile Runnable listener = () -> {};

    void put(Control control) {
        latest = control;
        listener.run();
    }

    /** Null before anything was said. */
    @Nullable Control latest() {
        return latest;
    }

    /** Who wants to know at once. */
    void onChange(Runnable wakeUp) {
        listener = wakeUp;
    }
}
