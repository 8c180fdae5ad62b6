package dev.candlemill.benchmarks.replay;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.provider.simulated.SimulatedProvider;
import dev.candlemill.provider.simulated.SimulatedSettings;
import dev.candlemill.provider.simulated.SimulatedTickers;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Price histories from the simulated market, all with the same times. */
final class Histories {

    private static final long SEED = 7;
    private static final Instant LAST = Instant.parse("2027-12-01T00:00:00Z");

    private Histories() {}

    /** The market's bars from the first session of a month on, {@code count} times. */
    static List<BarColumns> of(ReplaySettings settings, int count, VenueCalendar calendar) {
        int bars = settings.leadBars() + settings.barsPerSymbol();
        long from = start(bars, calendar);
        List<String> symbols = SimulatedTickers.numbered("", count);
        SimulatedSettings market =
                SimulatedSettings.of(SEED, symbols, Instant.ofEpochMilli(from), LAST)
                        .withCalendar(settings.calendars());
        SimulatedProvider provider = new SimulatedProvider(market);
        List<BarColumns> histories = new ArrayList<>();
        for (SymbolRange range : provider.plan()) {
            histories.add(read(provider, range, bars));
        }
        return histories;
    }

    /** The beginning of the last month from which on the market has that many bars. */
    private static long start(int bars, VenueCalendar calendar) {
        Session session = calendar.sessionAtOrAfter(LAST.toEpochMilli());
        int count = 0;
        while (count < bars) {
            session = calendar.previous(session.date());
            count += session.expectedBars();
        }
        return session.month().openTime();
    }

    private static BarColumns read(SimulatedProvider provider, SymbolRange range, int bars) {
        BarColumns history = new BarColumns(bars);
        try (PageCursor cursor = provider.open(range, 0)) {
            while (history.size() < bars) {
                BarPage page = cursor.next();
                if (page == null) {
                    throw new IllegalStateException(
                            "expected " + bars + " bars, the market has " + history.size());
                }
                int missing = bars - history.size();
                history.addRange(page.bars(), 0, Math.min(missing, page.bars().size()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return history;
    }
}
