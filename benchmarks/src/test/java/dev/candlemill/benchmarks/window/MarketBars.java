package dev.candlemill.benchmarks.window;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.provider.simulated.Faults;
import dev.candlemill.provider.simulated.SimulatedProvider;
import dev.candlemill.provider.simulated.SimulatedSettings;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bars of made-up symbols of several venues, some missing. Volumes are whole numbers, so that their
 * sums are exact in any order.
 */
record MarketBars(BarSize size, Map<String, List<Bar>> bySymbol) {

    static final Faults GAPS = new Faults(0, 0, 0, 0, 0, 0.03, 0.1);

    private static final List<String> SYMBOLS =
            List.of("XNYS:A", "XNYS:B", "XTKS:A", "XTKS:B", "FX:A", "CRYPTO:A");

    /** Over the change of clocks in New York, and more than a month of 5-minute bars. */
    static MarketBars of(long seed, BarSize size, CalendarSettings calendars) throws IOException {
        Instant from = Instant.parse("2025-02-24T00:00:00Z");
        Instant to = size == BarSize.M5 ? from.plusSeconds(40 * 86_400) : atFewDays(from);
        SimulatedSettings market =
                SimulatedSettings.of(seed, SYMBOLS, from, to)
                        .withCalendar(calendars)
                        .withBarSize(size)
                        .withFaults(GAPS);
        SimulatedProvider provider = new SimulatedProvider(market);
        Map<String, List<Bar>> bars = new LinkedHashMap<>();
        for (SymbolRange range : provider.plan()) {
            bars.put(range.symbol(), read(provider, range));
        }
        return new MarketBars(size, bars);
    }

    private static Instant atFewDays(Instant from) {
        return from.plusSeconds(9 * 86_400);
    }

    private static List<Bar> read(SimulatedProvider provider, SymbolRange range)
            throws IOException {
        List<Bar> bars = new ArrayList<>();
        try (PageCursor cursor = provider.open(range, 0)) {
            for (BarPage page = cursor.next(); page != null; page = cursor.next()) {
                for (int i = 0; i < page.bars().size(); i++) {
                    bars.add(withWholeVolume(page.bars().bar(i)));
                }
            }
        }
        return bars;
    }

    private static Bar withWholeVolume(Bar b) {
        double volume = Math.rint(b.volume() * 8);
        return new Bar(b.openTime(), b.open(), b.high(), b.low(), b.close(), volume);
    }
}
