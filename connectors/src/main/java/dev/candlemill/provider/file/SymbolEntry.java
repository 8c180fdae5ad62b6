package dev.candlemill.provider.file;

import dev.candlemill.bar.BarSize;
import org.jspecify.annotations.Nullable;

/** One symbol of the input while it is prepared: its number in the store and what was found. */
final class SymbolEntry {

    /** Nobody has 5-minute bars from before: such a stamp is a mistake, not a range to cover. */
    static final long EARLIEST = 315_532_800_000L;

    final int id;
    final String name;
    final boolean wanted;
    final BarSizeFinding sizes;
    long bars;
    long badLines;
    long firstBar = Long.MAX_VALUE;
    long lastBar = Long.MIN_VALUE;

    /** Evidence of the file that is being read; null before the symbol's first line in it. */
    @Nullable BarSizeEvidence evidence;

    /** What its venue says. */
    boolean allowsNegativePrices;

    /** As declared, or found by an earlier look at all files; null while unknown. */
    @Nullable BarSize barSize;

    SymbolEntry(int id, String name, boolean wanted) {
        this.id = id;
        this.name = name;
        this.wanted = wanted;
        this.sizes = new BarSizeFinding(name);
    }

    /** Where its records stand in the store: what is too early to be true comes last. */
    int group(long openTime) {
        return 2 * id + (openTime < EARLIEST && openTime != SortedRuns.NO_TIME ? 1 : 0);
    }

    void countBar(long openTime, long marketClock) {
        bars++;
        if (openTime >= EARLIEST && openTime <= marketClock) {
            firstBar = Math.min(firstBar, openTime);
            lastBar = Math.max(lastBar, openTime);
        }
    }
}
