package dev.candlemill.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The sessions whose dates lie in one calendar year, in order, with their weeks and months. */
final class SessionYear {

    private final int firstDay;
    private final long[] openTimes;
    private final Session[] sessions;
    private final @Nullable Session[] byDayOfYear;

    private SessionYear(int firstDay, int dayCount, List<Session> sessions) {
        this.firstDay = firstDay;
        this.sessions = sessions.toArray(Session[]::new);
        this.openTimes = sessions.stream().mapToLong(Session::openTime).toArray();
        this.byDayOfYear = new Session[dayCount];
        for (Session session : sessions) {
            byDayOfYear[session.date() - firstDay] = session;
        }
    }

    /**
     * Builds the sessions of a year that lie in {@code coverage}.
     *
     * @param days the trading day of a date, or null; asked also for the rest of the weeks in which
     *     the year begins and ends
     */
    static SessionYear build(
            int year, Coverage coverage, IntFunction<@Nullable TradingDay> days, String venue) {
        LocalDate newYear = LocalDate.of(year, 1, 1);
        int first = (int) newYear.toEpochDay();
        int end = (int) newYear.plusYears(1).toEpochDay();
        List<TradingDay> trading = new ArrayList<>();
        for (int date = monday(first); date <= monday(end - 1) + 6; date++) {
            TradingDay day = coverage.knowsDate(date) ? days.apply(date) : null;
            if (day != null) {
                requireInOrder(trading, day, venue);
                trading.add(day);
            }
        }
        Map<Integer, Period> weeks = periods(trading, SessionYear::monday);
        Map<Integer, Period> months = periods(trading, SessionYear::firstOfMonth);
        List<Session> sessions = new ArrayList<>();
        for (TradingDay day : trading) {
            if (day.date() >= first && day.date() < end && coverage.coversDate(day.date())) {
                Period week = weeks.get(monday(day.date()));
                Period month = months.get(firstOfMonth(day.date()));
                sessions.add(session(day, week, month));
            }
        }
        return new SessionYear(first, end - first, sessions);
    }

    private static void requireInOrder(List<TradingDay> before, TradingDay day, String venue) {
        if (!before.isEmpty() && before.get(before.size() - 1).closeTime() > day.openTime()) {
            throw new IllegalStateException(
                    String.format(
                            "%s: the session of %s opens before the one of %s closes",
                            venue,
                            LocalDate.ofEpochDay(day.date()),
                            LocalDate.ofEpochDay(before.get(before.size() - 1).date())));
        }
    }

    private static Session session(TradingDay day, @Nullable Period week, @Nullable Period month) {
        if (week == null || month == null) {
            throw new IllegalStateException("no period for " + day);
        }
        return new Session(day.date(), day.openTime(), day.closeTime(), day.grid(), week, month);
    }

    private static Map<Integer, Period> periods(List<TradingDay> days, IntUnaryOperator keyOf) {
        Map<Integer, Period> periods = new HashMap<>();
        for (TradingDay day : days) {
            int key = keyOf.applyAsInt(day.date());
            periods.merge(key, only(key, day), SessionYear::join);
        }
        return periods;
    }

    private static Period only(int key, TradingDay day) {
        return new Period(
                key, day.openTime(), day.closeTime(), day.expectedBars(), day.date(), day.date());
    }

    private static Period join(Period earlier, Period later) {
        return new Period(
                earlier.date(),
                earlier.openTime(),
                later.closeTime(),
                earlier.expectedBars() + later.expectedBars(),
                earlier.firstSession(),
                later.lastSession());
    }

    private static int monday(int date) {
        LocalDate day = LocalDate.ofEpochDay(date);
        return (int) day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toEpochDay();
    }

    private static int firstOfMonth(int date) {
        return (int) LocalDate.ofEpochDay(date).withDayOfMonth(1).toEpochDay();
    }

    /** The session of that epoch day of this year, or null. */
    @Nullable Session on(int date) {
        return byDayOfYear[date - firstDay];
    }

    /** The first session of this year that closes after {@code time}, or null. */
    @Nullable Session closingAfter(long time) {
        int low = 0;
        int high = openTimes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (openTimes[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // Now low is the first session that opens after time; the one before may still be open.
        if (low > 0 && time < sessions[low - 1].closeTime()) {
            return sessions[low - 1];
        }
        return low < sessions.length ? sessions[low] : null;
    }
}
