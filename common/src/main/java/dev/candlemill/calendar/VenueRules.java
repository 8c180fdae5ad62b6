package dev.candlemill.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that the file says about one venue. Immutable.
 *
 * @param weeklyHours by date, earliest first; the first holds from the first covered day or before
 * @param closed epoch days
 * @param closedEveryYear known for any year, so also beyond the covered ones
 * @param otherHours by epoch day, for days whose hours differ: early closes, special sessions
 */
record VenueRules(
        String id,
        ZoneId zone,
        int firstYear,
        int lastYear,
        Alignment alignment,
        boolean allowsNegativePrices,
        Set<String> aliases,
        List<WeeklyHours> weeklyHours,
        Set<Integer> closed,
        Set<MonthDay> closedEveryYear,
        Map<Integer, TradingHours> otherHours) {

    /** The segments of that day; empty when the venue is closed. */
    List<Segment> segmentsOn(int date, Hours hours) {
        TradingHours trading = otherHours.get(date);
        if (trading == null && isRegularDay(date) && !closed.contains(date)) {
            trading = weeklyHoursOn(date).hours();
        }
        return trading == null ? List.of() : trading.segments(hours);
    }

    /** Whether that day is a trading day as far as the rules that need no dated list say. */
    boolean isRegularDay(int date) {
        LocalDate day = LocalDate.ofEpochDay(date);
        return weeklyHoursOn(date).days().contains(day.getDayOfWeek())
                && !closedEveryYear.contains(MonthDay.from(day));
    }

    /** When the venue's day begins: local midnight, or the evening before where sessions do. */
    long dayStart(int date, Hours hours) {
        TradingHours other = otherHours.get(date);
        TradingHours trading = other == null ? weeklyHoursOn(date).hours() : other;
        int opens = trading.segments(hours).get(0).openMinute();
        return Segment.instant(date, Math.min(0, opens), zone);
    }

    WeeklyHours weeklyHoursOn(int date) {
        WeeklyHours found = weeklyHours.get(0);
        for (WeeklyHours candidate : weeklyHours) {
            if (candidate.fromDate() <= date) {
                found = candidate;
            }
        }
        return found;
    }
}
