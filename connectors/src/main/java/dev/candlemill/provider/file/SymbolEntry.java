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
    long bars;
    long badLines;
    long firstBar = Long.MAX_VALUE;
    long lastBar = Long.MIN_VALUE;

    /** Whether no stamp so far has a time of day. */
    boolean datesOnly = true;

    /** Whether a stamp is on a minute that no 5-minute bar begins at. */
    boolean hasOffFive;

    /** What its venue says. */
    boolean allowsNegativePrices;

    /** As declared, or found by an earlier look at all files; null while unknown. */
    @Nullable BarSize barSize;

    SymbolEntry(int id, String name, boolean wanted) {
        this.id = id;
        this.name = name;
        this.wanted = wanted;
    }

    /** Where its records stand in the store: what is too early to be true comes last. */
    int group(long openTime) {
        return 2 * id + (openTime < EARLIEST && openTime != SortedRuns.NO_TIME ? 1 : 0);
    }

    static int idOf(int group) {
        return group / 2;
    }

    /** The size that fits all stamps so far. */
    BarSize inferred() {
        return hasOffFive ? BarSize.M1 : BarSize.M5;
    }

    void observe(long stamp, boolean dateOnly) {
        datesOnly &= dateOnly;
        hasOffFive =
                hasOffFive
                        || (Math.floorMod(stamp, BarSizeEvidence.FIVE_MINUTES) != 0
                                && Math.floorMod(stamp, BarSizeEvidence.MINUTE) == 0);
    }

    void countBar(long openTime, long marketClock) {
        bars++;
        if (openTime >= EARLIEST && openTime <= marketClock) {
            firstBar = Math.min(firstBar, openTime);
            lastBar = Math.max(lastBar, openTime);
        }
    }
}
