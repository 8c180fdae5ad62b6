package dev.candlemill.candle;

import dev.candlemill.calendar.Timeframe;

/**
 * What we emit for one symbol, timeframe and bucket {@code [openTime, closeTime)}.
 *
 * @param openTime epoch milliseconds, the calendar's, never that of the first bar that came
 * @param closeTime epoch milliseconds, the calendar's
 * @param sessionDate epoch day: the venue's trading day; the Monday of a week, the 1st of a month
 * @param barCount 5-minute slots with at least one bar
 * @param expectedBarCount 5-minute slots that the calendar has
 * @param inputCount input bars
 * @param revision 1 for the first content stored, one more for each change
 */
public record Candle(
        String symbol,
        Timeframe timeframe,
        long openTime,
        long closeTime,
        int sessionDate,
        double open,
        double high,
        double low,
        double close,
        double volume,
        int barCount,
        int expectedBarCount,
        int inputCount,
        int revision) {

    public boolean isComplete() {
        return barCount >= expectedBarCount;
    }
}
