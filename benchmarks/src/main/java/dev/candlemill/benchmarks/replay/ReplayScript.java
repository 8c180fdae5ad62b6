package dev.candlemill.benchmarks.replay;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.Period;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The events of one symbol as the provider source gives them, prepared before the clock starts: an
 * empty baseline before each month, pages, and the end of input. Only the symbol's name is filled
 * in while the job runs. Immutable; made once per settings.
 */
public final class ReplayScript {

    /** How many different price histories the symbols share. */
    private static final int HISTORIES = 4;

    private static final Map<ReplaySettings, ReplayScript> SCRIPTS = new ConcurrentHashMap<>();

    /** An empty baseline where {@code columns} is empty, else a page in each history's prices. */
    private record Step(
            long from, long to, boolean startsRegion, boolean end, List<BarColumns> columns) {

        boolean isBaseline() {
            return columns.isEmpty() && !end;
        }
    }

    private final VenueCalendar calendar;
    private final List<Step> steps = new ArrayList<>();
    private final int leadSteps;
    private final long asOf;

    private ReplayScript(ReplaySettings settings) {
        calendar = settings.calendars().calendarOf("");
        List<BarColumns> histories = Histories.of(settings, HISTORIES, calendar);
        BarColumns times = histories.get(0);
        addPages(histories, 0, settings.leadBars(), ReplaySettings.PAGE);
        leadSteps = steps.size();
        addPages(histories, settings.leadBars(), times.size(), settings.pageSize());
        Session last = sessionAt(times.openTime(times.size() - 1));
        asOf = Math.max(weekClose(last.month()), last.month().closeTime()) + 86_400_000L;
        steps.add(new Step(asOf, asOf, false, true, List.of()));
    }

    public static ReplayScript of(ReplaySettings settings) {
        return SCRIPTS.computeIfAbsent(settings, ReplayScript::new);
    }

    /** Forgets what has been prepared; the next benchmark needs the memory. */
    public static void clear() {
        SCRIPTS.clear();
    }

    public int steps() {
        return steps.size();
    }

    /** The first step that is timed. */
    public int leadSteps() {
        return leadSteps;
    }

    public SymbolEvent event(String symbol, int symbolIndex, int step) {
        Step s = steps.get(step);
        if (s.end()) {
            return BarPage.endOfInput(symbol, asOf, asOf, "replay");
        }
        if (s.isBaseline()) {
            return Baseline.nothing(symbol, s.from(), s.to(), s.startsRegion());
        }
        BarColumns columns = s.columns().get(symbolIndex % HISTORIES);
        return BarPage.of(symbol, columns, s.to(), asOf, "replay");
    }

    private void addPages(List<BarColumns> histories, int from, int to, int pageSize) {
        BarColumns times = histories.get(0);
        int start = from;
        while (start < to) {
            Period month = sessionAt(times.openTime(start)).month();
            addBaselineBefore(month);
            int limit = Math.min(to, start + pageSize);
            int end = Math.min(limit, times.lowerBound(month.closeTime()));
            long covered = times.openTime(end - 1) + times.barSize(end - 1).millis();
            steps.add(new Step(covered, covered, false, false, cut(histories, start, end)));
            start = end;
        }
    }

    private void addBaselineBefore(Period month) {
        long known = steps.stream().filter(Step::isBaseline).mapToLong(Step::to).max().orElse(0);
        if (known < month.closeTime()) {
            boolean first = known == 0;
            long from = first ? earliest(month) : month.openTime();
            steps.add(new Step(from, weekClose(month), first, false, List.of()));
        }
    }

    private static List<BarColumns> cut(List<BarColumns> histories, int from, int to) {
        List<BarColumns> page = new ArrayList<>();
        for (BarColumns history : histories) {
            BarColumns columns = new BarColumns(to - from);
            columns.addRange(history, from, to);
            page.add(columns);
        }
        return List.copyOf(page);
    }

    private long earliest(Period month) {
        Period week = session(month.firstSession()).week();
        return Math.min(month.openTime(), session(week.firstSession()).month().openTime());
    }

    private long weekClose(Period month) {
        long close = session(month.lastSession()).week().closeTime();
        return Math.max(month.closeTime(), close);
    }

    private Session session(int date) {
        return requireNonNull(calendar.session(date), "a period begins and ends with a session");
    }

    private Session sessionAt(long time) {
        return requireNonNull(calendar.sessionAt(time), "bars lie in sessions");
    }
}
