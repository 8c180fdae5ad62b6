package dev.candlemill.jobs.validate;

import dev.candlemill.bar.BarSize;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What validation may be told.
 *
 * @param futureSkewMillis how far a bar may open after the source's market clock
 * @param mergeClose whether a bar that opens exactly at a session's close is welcome
 * @param barSize the only bar size to accept; null for 1m and 5m
 * @param knownSymbols the symbol index, where one is in use; null for none
 */
public record ValidationOptions(
        long futureSkewMillis,
        boolean mergeClose,
        @Nullable BarSize barSize,
        @Nullable Set<String> knownSymbols)
        implements Serializable {

    public ValidationOptions {
        knownSymbols = knownSymbols == null ? null : Set.copyOf(knownSymbols);
    }

    /** Any symbol, no merged auctions, 1m and 5m bars. */
    public static ValidationOptions withSkew(long futureSkewMillis) {
        return new ValidationOptions(futureSkewMillis, false, null, null);
    }

    boolean knows(String symbol) {
        return knownSymbols == null || knownSymbols.contains(symbol);
    }

    boolean accepts(BarSize size) {
        return barSize == null || barSize == size;
    }
}
