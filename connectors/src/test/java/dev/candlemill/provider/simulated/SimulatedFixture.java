package dev.candlemill.provider.simulated;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Settings and reading for the tests of the simulated provider. */
final class SimulatedFixture {

    static final String STOCK = "XNAS:ZOKAJ";
    static final String COIN = "CRYPTO:ZOKAJUSD";

    private SimulatedFixture() {}

    static SimulatedSettings settings(String from, String to) {
        return SimulatedSettings.of(
                42,
                List.of(STOCK, COIN),
                Instant.parse(from + "T00:00:00Z"),
                Instant.parse(to + "T00:00:00Z"));
    }

    static List<BarPage> pages(SimulatedSettings settings, String symbol) {
        SymbolRange range = new SymbolRange(symbol, settings.from(), settings.to());
        return pages(new SimulatedProvider(settings).open(range, 0));
    }

    static List<BarPage> pages(PageCursor cursor) {
        try (cursor) {
            List<BarPage> pages = new ArrayList<>();
            for (BarPage page = cursor.next(); page != null; page = cursor.next()) {
                pages.add(page);
            }
            return pages;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All records of a symbol as they come. */
    static BarColumns records(SimulatedSettings settings, String symbol) {
        return joined(pages(settings, symbol));
    }

    static BarColumns joined(List<BarPage> pages) {
        BarColumns all = new BarColumns(0);
        pages.forEach(page -> all.addRange(page.bars(), 0, page.bars().size()));
        return all;
    }

    static List<String> text(BarColumns bars) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            text.add(Instant.ofEpochMilli(bars.openTime(i)) + " " + bars.bar(i));
        }
        return text;
    }

    static VenueCalendar calendar(String symbol) {
        Venues venues = Venues.shipped();
        return venues.calendar(venues.venueOf(symbol, "XNYS"), Alignment.SESSION, Hours.REGULAR);
    }

    /** The counts that both a run and the oracle know. */
    static String describe(SymbolCounts counts) {
        return "in %d accepted %d duplicate %d late %d corrected %d rejected %s"
                .formatted(
                        counts.in,
                        counts.accepted,
                        counts.duplicate,
                        counts.late,
                        counts.corrected,
                        counts.rejectedByReason());
    }
}
