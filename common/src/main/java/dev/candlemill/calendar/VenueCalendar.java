package dev.candlemill.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * When one venue trades, at one alignment and choice of hours. Thread-safe; sessions are built on
 * first use, a year at a time, and kept.
 *
 * <p>Every method that looks something up throws {@link CalendarNotCoveredException} for a time or
 * a day that the venue's data does not cover. A week that reaches beyond the covered years into
 * days on which the venue may trade is not covered.
 */
public final class VenueCalendar {

    private final VenueRules rules;
    private final Alignment alignment;
    private final Hours hours;
    private final Coverage coverage;

    /** The venue-local beginnings of the covered years, and of the year after. */
    private final long[] yearStarts;

    private final AtomicReferenceArray<@Nullable SessionYear> years;

    VenueCalendar(VenueRules rules, Alignment alignment, Hours hours) {
        this.rules = rules;
        this.alignment = alignment;
        this.hours = hours;
        this.coverage = new Coverage(rules, hours);
        this.yearStarts = new long[rules.lastYear() - rules.firstYear() + 2];
        Arrays.setAll(yearStarts, i -> yearStart(rules.firstYear() + i));
        this.years = new AtomicReferenceArray<>(yearStarts.length - 1);
    }

    private long yearStart(int year) {
        return rules.dayStart((int) LocalDate.of(year, 1, 1).toEpochDay(), hours);
    }

    /** The venue's id, for example {@code XNYS}. */
    public String venue() {
        return rules.id();
    }

    public ZoneId zone() {
        return rules.zone();
    }

    public Alignment alignment() {
        return alignment;
    }

    /** Whether instruments of this venue may trade at or below zero. */
    public boolean allowsNegativePrices() {
        return rules.allowsNegativePrices();
    }

    /** The hours of most days around that epoch day, whatever that day's own are. */
    public List<Segment> usualHours(int date) {
        return rules.weeklyHoursOn(date).hours().segments(hours);
    }

    /** The weekdays on which the venue trades around that epoch day. */
    public Set<DayOfWeek> usualDays(int date) {
        return rules.weeklyHoursOn(date).days();
    }

    /** Whether {@code time} lies in a year that the venue's data covers. */
    public boolean covers(long time) {
        return coverage.covers(time);
    }

    /**
     * The session one of whose segments holds {@code time}; null when the venue is closed then.
     *
     * @throws CalendarNotCoveredException when the data does not cover that year
     */
    public @Nullable Session sessionAt(long time) {
        coverage.requireTime(time);
        Session session = year(yearIndexAt(time)).closingAfter(time);
        return session != null && session.slotAt(time) >= 0 ? session : null;
    }

    /** The session that closes exactly at {@code time}, or null. */
    public @Nullable Session sessionClosingAt(long time) {
        long before = time - 1;
        coverage.requireTime(before);
        Session session = year(yearIndexAt(before)).closingAfter(before);
        return session != null && session.closeTime() == time ? session : null;
    }

    /** The session whose {@code [openTime, closeTime)} holds {@code time}, else the next one. */
    public Session sessionAtOrAfter(long time) {
        coverage.requireTime(time);
        for (int index = yearIndexAt(time); index < years.length(); index++) {
            Session session = year(index).closingAfter(time);
            if (session != null) {
                return session;
            }
        }
        throw coverage.refuseDate(coverage.lastDate() + 1);
    }

    /** The session of that epoch day, or null when the venue is closed on it. */
    public @Nullable Session session(int date) {
        coverage.requireDate(date);
        return year(LocalDate.ofEpochDay(date).getYear() - rules.firstYear()).on(date);
    }

    /** The first session after that epoch day. */
    public Session next(int date) {
        return search(date, 1);
    }

    /** The last session before that epoch day. */
    public Session previous(int date) {
        return search(date, -1);
    }

    /** The last session that the venue's data covers. */
    public Session lastSession() {
        return previous(coverage.lastDate() + 1);
    }

    private Session search(int date, int step) {
        int candidate = date + step;
        Session found = session(candidate);
        while (found == null) {
            candidate += step;
            found = session(candidate);
        }
        return found;
    }

    private int yearIndexAt(long time) {
        int index = Arrays.binarySearch(yearStarts, time);
        return index >= 0 ? index : -index - 2;
    }

    private SessionYear year(int index) {
        SessionYear year = years.get(index);
        if (year == null) {
            // Threads may race to build it, but all get to see the same sessions.
            years.compareAndSet(index, null, buildYear(rules.firstYear() + index));
            year = Objects.requireNonNull(years.get(index));
        }
        return year;
    }

    private SessionYear buildYear(int year) {
        return SessionYear.build(
                year, coverage, date -> TradingDay.of(rules, date, alignment, hours), venue());
    }

    @Override
    public String toString() {
        return rules.id() + " " + alignment + " " + hours;
    }
}
