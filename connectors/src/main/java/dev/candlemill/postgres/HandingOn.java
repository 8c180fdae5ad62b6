package dev.candlemill.postgres;

import java.io.IOException;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * Has a writer store what it has collected every so often, so that a live row neither waits for a
 * checkpoint, nor a checkpoint for many rows.
 */
final class HandingOn {

    /** A writer whose rows are stored on a thread of its own. */
    interface Collecting {

        /** Stores what there is, unless the last batch is still being stored. Does not wait. */
        void handOn() throws IOException, InterruptedException;
    }

    private final ProcessingTimeService time;
    private final long millis;
    private final Collecting writer;

    private HandingOn(ProcessingTimeService time, long millis, Collecting writer) {
        this.time = time;
        this.millis = millis;
        this.writer = writer;
    }

    /** Goes on until the task ends; not at all where the limits name no interval. */
    static void start(
            ProcessingTimeService time, PostgresSinkOptions.WriteLimits limits, Collecting writer) {
        if (limits.flushMillis() > 0) {
            new HandingOn(time, limits.flushMillis(), writer).next();
        }
    }

    private void next() {
        time.registerTimer(
                time.getCurrentProcessingTime() + millis,
                now -> {
                    writer.handOn();
                    next();
                });
    }
}
