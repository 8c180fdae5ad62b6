package dev.candlemill.source.split;

import dev.candlemill.source.SymbolRange;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * All ranges of one symbol, in time order, and how far they have been emitted. One split per symbol
 * makes "in order, one range at a time, by one reader" true by construction, after failures and
 * restores too.
 */
public record ProviderSplit(String symbol, List<SymbolRange> ranges, SplitPosition position)
        implements SourceSplit {

    public ProviderSplit {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException(symbol + ": expected at least one range");
        }
        checkOrder(symbol, ranges);
    }

    public static ProviderSplit of(String symbol, List<SymbolRange> ranges) {
        return new ProviderSplit(symbol, ranges, SplitPosition.START);
    }

    /** What there is of a symbol from a time on, without end. */
    public static ProviderSplit endless(String symbol, long from) {
        List<SymbolRange> ranges = List.of(new SymbolRange(symbol, from, Long.MAX_VALUE));
        return new ProviderSplit(symbol, ranges, new SplitPosition(0, from, 0, null));
    }

    /** {@code symbol@from}; the same in every run over the same ranges. */
    @Override
    public String splitId() {
        return symbol + "@" + ranges.get(0).from();
    }

    public ProviderSplit at(SplitPosition newPosition) {
        return new ProviderSplit(symbol, ranges, newPosition);
    }

    public boolean isFinishedAt(SplitPosition at) {
        return at.range() >= ranges.size();
    }

    private static void checkOrder(String symbol, List<SymbolRange> ranges) {
        long end = Long.MIN_VALUE;
        for (SymbolRange range : ranges) {
            if (!range.symbol().equals(symbol) || range.from() < end || range.to() < range.from()) {
                throw new IllegalArgumentException(
                        symbol
                                + ": expected ranges of one symbol in time order without overlap,"
                                + " found "
                                + ranges);
            }
            end = range.to();
        }
    }
}
