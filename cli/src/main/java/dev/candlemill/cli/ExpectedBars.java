package dev.candlemill.cli;

import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.jobs.BackfillOptions;
import dev.candlemill.source.SymbolRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many bars calendars expect in ranges, for the progress of markets without gaps. */
final class ExpectedBars {

    private final BackfillOptions options;
    private final Map<SymbolRange, Long> byVenue = new HashMap<>();

    ExpectedBars(BackfillOptions options) {
        this.options = options;
    }

    long of(List<SymbolRange> ranges) {
        return ranges.stream().mapToLong(this::of).sum();
    }

    private long of(SymbolRange range) {
        VenueCalendar calendar = options.calendar().calendarOf(range.symbol());
        SymbolRange venueRange = new SymbolRange(calendar.venue(), range.from(), range.to());
        return byVenue.computeIfAbsent(venueRange, same -> count(calendar, range));
    }

    private long count(VenueCalendar calendar, SymbolRange range) {
        BarSize size = options.barSize().orElse(BarSize.M5);
        long slots = 0;
        Session session = calendar.sessionAtOrAfter(range.from());
        while (session.openTime() < range.to()) {
            slots += session.expectedBars();
            session = calendar.next(session.date());
        }
        return slots * (Timeframe.SLOT_MILLIS / size.millis());
    }
}
