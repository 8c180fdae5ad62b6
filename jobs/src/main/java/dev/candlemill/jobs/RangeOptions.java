package dev.candlemill.jobs;

import java.time.Instant;

/**
 * Which bars to read: those that open in {@code [from, to)}, epoch milliseconds.
 *
 * @param asOf buckets whose close plus grace is at or before it are final at the end of the run
 */
public record RangeOptions(long from, long to, long asOf) {

    public RangeOptions {
        if (from >= to) {
            throw new IllegalArgumentException(
                    "range from "
                            + Instant.ofEpochMilli(from)
                            + " to "
                            + Instant.ofEpochMilli(to)
                            + ": expected from before to");
        }
    }
}
