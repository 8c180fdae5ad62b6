package dev.candlemill.cli;

import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.jobs.BackfillOptions;
import dev.candlemill.jobs.BackfillSource;
import dev.candlemill.jobs.SourceOptions.SimulatedOptions;
import dev.candlemill.source.SymbolRange;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many bars calendars expect in ranges, for the progress of markets without gaps. */
final class ExpectedBars {

    private final BackfillOptions options;
    private final Map<SymbolRange, Long> byVenue = new HashMap<>();

    private ExpectedBars(BackfillOptions options) {
        this.options = options;
    }

    /** Of a whole simulated market; 0 where nobody knows: files, and the rest of a resumed run. */
    static long of(BackfillOptions options) throws IOException {
        boolean isResumed = options.execution().restoreFrom().isPresent();
        if (isResumed || !(options.source() instanceof SimulatedOptions)) {
            return 0;
        }
        ExpectedBars expected = new ExpectedBars(options);
        return BackfillSource.provider(options, options.range().to()).plan().stream()
                .mapToLong(expected::count)
                .sum();
    }

    private long count(SymbolRange range) {
        VenueCalendar calendar = options.calendar().calendarOf(range.symbol());
        SymbolRange venueRange = new SymbolRange(calendar.venue(), range.from(), range.to());
        return byVenue.computeIfAbsent(venueRange, same -> count(calendar, range));
    }

    private long count(VenueCalendar calendar, SymbolRange range) {
        BarSize size = options.barSize().orElse(BarSize.M5);
        long slots = 0;
        @Nullable Session session = calendar.sessionAtOrAfter(range.from());
        while (session != null && session.openTime() < range.to()) {
            slots += session.expectedBars();
            session = next(calendar, session);
        }
        return slots * (Timeframe.SLOT_MILLIS / size.millis());
    }

    /** The last covered year has a last session; whether a range may reach beyond is not asked. */
    private static @Nullable Session next(VenueCalendar calendar, Session session) {
        try {
            return calendar.next(session.date());
        } catch (CalendarNotCoveredException e) {
            return null;
        }
    }
}
