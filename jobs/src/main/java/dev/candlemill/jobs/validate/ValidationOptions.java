package dev.candlemill.jobs.validate;

import dev.candlemill.bar.BarSize;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What validation may be told.
 *
 * @param futureSkewMillis how far a bar may open after the source's market clock
 * @param mergeClose whether a bar that opens exactly at a session's close is welcome
 * @param barSize the only bar size to accept; null for 1m and 5m
 */
public record ValidationOptions(
        long futureSkewMillis, boolean mergeClose, @Nullable BarSize barSize)
        implements Serializable {

    boolean accepts(BarSize size) {
        return barSize == null || barSize == size;
    }
}
