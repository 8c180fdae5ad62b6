package dev.candlemill.source.split;

import org.jspecify.annotations.Nullable;

/**
 * How far a split has been emitted, event by event. A provider page becomes several events
 * (baselines, parts of the page); the position stays on the page and counts them, since reading the
 * same page again from the same position gives the same events.
 *
 * @param range index of the current range; the number of ranges when all is emitted
 * @param cursor the provider's position before the page that comes next
 * @param emitted events of that page that are already out
 * @param loaded the chunk loaded last before that page; null when no region is open
 */
public record SplitPosition(int range, long cursor, int emitted, @Nullable Chunk loaded) {

    public static final SplitPosition START = new SplitPosition(0, 0, 0, null);

    public SplitPosition withEmitted(int events) {
        return new SplitPosition(range, cursor, events, loaded);
    }
}
