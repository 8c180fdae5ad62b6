package dev.candlemill.source.split;

/**
 * A stretch of time whose stored content was sent as one baseline: a calendar month of sessions,
 * lengthened to whole weeks.
 *
 * @param from epoch milliseconds, inclusive: the open of the month, or of an earlier one where a
 *     region starts
 * @param to epoch milliseconds, exclusive: the close of the week that holds the month's last
 *     session
 * @param monthClose epoch milliseconds: what opens at or after it needs the next chunk
 * @param startsRegion whether nothing before {@code from} is loaded
 */
public record Chunk(long from, long to, long monthClose, boolean startsRegion) {}
