package dev.candlemill.benchmarks.replay;

import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import java.io.Serializable;

/**
 * Which bars a benchmark feeds: every symbol gets the same times, and one of a few price histories
 * of the simulated market, so that making bars costs next to nothing.
 *
 * @param venue decides times and buckets
 * @param symbols how many; their names are spread evenly over the subtasks
 * @param barsPerSymbol 5-minute bars of one symbol, whole pages or not
 * @param pageSize bars per page at most; a page never spans two months
 * @param leadBars bars per symbol that come first, in pages of 288, and are not timed
 * @param parallelism of the job
 */
public record ReplaySettings(
        String venue, int symbols, int barsPerSymbol, int pageSize, int leadBars, int parallelism)
        implements Serializable {

    public static final int PAGE = 288;

    /** Nothing before the timed bars, pages as providers give them. */
    public static ReplaySettings of(String venue, int symbols, int barsPerSymbol, int parallelism) {
        return new ReplaySettings(venue, symbols, barsPerSymbol, PAGE, 0, parallelism);
    }

    public CalendarSettings calendars() {
        return CalendarSettings.of(venue, Alignment.SESSION, Hours.REGULAR);
    }

    public long timedBars() {
        return (long) symbols * barsPerSymbol;
    }

    public long allBars() {
        return (long) symbols * (barsPerSymbol + leadBars);
    }
}
