package dev.candlemill.benchmarks.window;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.VenueCalendar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The same bars as events: in time order, or in an order that providers may give them in. */
final class Feed {

    private static final long DONE = 4_000_000_000_000L;

    /** How far apart two bars may be swapped. */
    private enum Disorder {
        NONE,
        NEARBY,
        WITHIN_THE_MONTH
    }

    private Feed() {}

    /** Pages of random size, bars in time order within their symbol and nearly so across them. */
    static List<SymbolEvent> inOrder(MarketBars bars, Random random) {
        Map<String, List<SymbolEvent>> events = new LinkedHashMap<>();
        bars.bySymbol()
                .forEach((symbol, own) -> events.put(symbol, pages(symbol, bars, own, random)));
        return interleaved(events, random);
    }

    /** The same in any order within the horizon of corrections, ended far in the future. */
    static List<SymbolEvent> disordered(
            MarketBars bars, CalendarSettings calendars, Random random) {
        Map<String, List<SymbolEvent>> events = new LinkedHashMap<>();
        bars.bySymbol()
                .forEach(
                        (symbol, own) -> {
                            VenueCalendar calendar = calendars.calendarOf(symbol);
                            List<Bar> shuffled = shuffled(own, calendar, random);
                            List<SymbolEvent> pages = pages(symbol, bars, shuffled, random);
                            pages.add(BarPage.endOfInput(symbol, afterAll(own), DONE, "test"));
                            events.put(symbol, pages);
                        });
        return interleaved(events, random);
    }

    private static long afterAll(List<Bar> bars) {
        return bars.get(bars.size() - 1).openTime() + 40L * 86_400_000;
    }

    private static List<SymbolEvent> pages(
            String symbol, MarketBars all, List<Bar> bars, Random random) {
        List<SymbolEvent> pages = new ArrayList<>();
        int most = random.nextBoolean() ? 20 : 400;
        long progress = Long.MIN_VALUE;
        for (int from = 0; from < bars.size(); ) {
            int to = Math.min(bars.size(), from + 1 + random.nextInt(most));
            BarColumns columns = new BarColumns(to - from);
            for (Bar bar : bars.subList(from, to)) {
                columns.add(bar, all.size());
                progress = Math.max(progress, bar.openTime() + all.size().millis());
            }
            pages.add(BarPage.of(symbol, columns, progress, DONE, "test"));
            from = to;
        }
        return pages;
    }

    private static List<Bar> shuffled(List<Bar> bars, VenueCalendar calendar, Random random) {
        Disorder disorder = Disorder.values()[random.nextInt(Disorder.values().length)];
        List<Bar> shuffled = new ArrayList<>(bars);
        for (int from = 0; from < shuffled.size() && disorder != Disorder.NONE; ) {
            long monthClose =
                    calendar.sessionAtOrAfter(bars.get(from).openTime()).month().closeTime();
            int to = from;
            int most = disorder == Disorder.NEARBY ? from + 1 + random.nextInt(60) : bars.size();
            while (to < most && to < bars.size() && bars.get(to).openTime() < monthClose) {
                to++;
            }
            Collections.shuffle(shuffled.subList(from, to), random);
            from = to;
        }
        return shuffled;
    }

    /** Any symbol may be ahead, but each symbol's own events keep their order. */
    private static List<SymbolEvent> interleaved(
            Map<String, List<SymbolEvent>> events, Random random) {
        List<List<SymbolEvent>> open = new ArrayList<>();
        events.values().forEach(list -> open.add(new ArrayList<>(list)));
        List<SymbolEvent> all = new ArrayList<>();
        while (!open.isEmpty()) {
            int next = random.nextInt(open.size());
            all.add(open.get(next).remove(0));
            open.removeIf(List::isEmpty);
        }
        return all;
    }
}
