package dev.candlemill.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * The days that a venue's data covers: its covered years, less a week at either end that reaches
 * beyond them. The close of such a week depends on holidays that nobody has told us.
 */
final class Coverage {

    private final VenueRules rules;
    private final int firstDate;
    private final int lastDate;
    private final long start;
    private final long end;

    Coverage(VenueRules rules, Hours hours) {
        this.rules = rules;
        this.firstDate = firstDate(rules);
        this.lastDate = lastDate(rules);
        this.start = rules.dayStart(firstDate, hours);
        this.end = rules.dayStart(lastDate + 1, hours);
    }

    private static int firstDate(VenueRules rules) {
        LocalDate newYear = LocalDate.of(rules.firstYear(), 1, 1);
        LocalDate monday = newYear.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        boolean tradesBefore = tradesBetween(rules, monday, newYear);
        boolean torn = tradesBefore && tradesBetween(rules, newYear, monday.plusWeeks(1));
        return (int) (torn ? monday.plusWeeks(1) : newYear).toEpochDay();
    }

    private static int lastDate(VenueRules rules) {
        LocalDate newYear = LocalDate.of(rules.lastYear() + 1, 1, 1);
        LocalDate monday = newYear.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        boolean tradesAfter = tradesBetween(rules, newYear, monday.plusWeeks(1));
        boolean torn = tradesAfter && tradesBetween(rules, monday, newYear);
        return (int) (torn ? monday : newYear).toEpochDay() - 1;
    }

    private static boolean tradesBetween(VenueRules rules, LocalDate from, LocalDate to) {
        return from.datesUntil(to)
                .anyMatch(
                        day -> !rules.segmentsOn((int) day.toEpochDay(), Hours.REGULAR).isEmpty());
    }

    int lastDate() {
        return lastDate;
    }

    boolean covers(long time) {
        return time >= start && time < end;
    }

    /** Whether the data knows that day, though perhaps not the whole week around it. */
    boolean knowsDate(int date) {
        int year = LocalDate.ofEpochDay(date).getYear();
        return year >= rules.firstYear() && year <= rules.lastYear();
    }

    boolean coversDate(int date) {
        return date >= firstDate && date <= lastDate;
    }

    void requireTime(long time) {
        if (!covers(time)) {
            throw refuse(Instant.ofEpochMilli(time).toString(), yearOf(time));
        }
    }

    void requireDate(int date) {
        if (!coversDate(date)) {
            throw refuseDate(date);
        }
    }

    CalendarNotCoveredException refuseDate(int date) {
        LocalDate day = LocalDate.ofEpochDay(date);
        return refuse(day.toString(), day.getYear());
    }

    private int yearOf(long time) {
        return Instant.ofEpochMilli(time).atZone(rules.zone()).getYear();
    }

    private CalendarNotCoveredException refuse(String what, int year) {
        return new CalendarNotCoveredException(
                String.format(
                        "%s is not covered by the calendar of %s: year %d, covered %d to %d"
                                + " (whole weeks: %s to %s); add the year to the venue's data",
                        what,
                        rules.id(),
                        year,
                        rules.firstYear(),
                        rules.lastYear(),
                        LocalDate.ofEpochDay(firstDate),
                        LocalDate.ofEpochDay(lastDate)));
    }
}
