package dev.candlemill.source;

import java.util.List;

/**
 * What a source wants to know of a symbol.
 *
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive
 * @param startsRegion whether nothing before {@code from} is known to the run
 * @param reread what the run reads from its provider: the bars of rows that this very run wrote
 *     before a crash come again there, and only there
 */
public record BaselineRequest(
        String symbol, long from, long to, boolean startsRegion, List<SymbolRange> reread) {

    public BaselineRequest {
        reread = List.copyOf(reread);
    }

    /** Whether the provider gives the bars that open at this time again. */
    public boolean rereads(long openTime) {
        for (SymbolRange range : reread) {
            if (openTime >= range.from() && openTime < range.to()) {
                return true;
            }
        }
        return false;
    }
}
