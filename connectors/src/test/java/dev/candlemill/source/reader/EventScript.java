package dev.candlemill.source.reader;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.SymbolEvents;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.RegionStart;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes tests of event sequences as scripts: pages in, one line per event out. */
final class EventScript {

    static final CalendarSettings CRYPTO = calendars("CRYPTO");
    static final CalendarSettings XNYS = calendars("XNYS");

    private EventScript() {}

    static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    static BarPage page(String symbol, String coveredUntil, String... openTimes) {
        BarColumns bars = new BarColumns(openTimes.length);
        for (String time : openTimes) {
            bars.add(new Bar(at(time), 1, 2, 0.5, 1.5, 10), BarSize.M5);
        }
        return BarPage.of(symbol, bars, at(coveredUntil), at(coveredUntil), "fake");
    }

    static List<PositionedEvent> read(
            ProviderSplit split, BarProvider provider, CalendarSettings calendars, long asOf)
            throws IOException {
        return read(split, provider, calendars, asOf, BaselineReader.Factory.nothingStored());
    }

    static List<PositionedEvent> read(
            ProviderSplit split,
            BarProvider provider,
            CalendarSettings calendars,
            long asOf,
            BaselineReader.Factory stored)
            throws IOException {
        try (Baselines baselines = new Baselines(stored);
                SplitEvents events =
                        new SplitEvents(
                                split,
                                provider,
                                baselines,
                                new MonthChunks(calendars.calendarOf(split.symbol())),
                                asOf)) {
            List<PositionedEvent> all = new ArrayList<>();
            for (PositionedEvent event = events.next(); event != null; event = events.next()) {
                all.add(event);
            }
            return all;
        }
    }

    /** Nothing but where a region has to begin. */
    static BaselineReader.Factory startingAt(RegionStart start) {
        return () -> {
            BaselineReader nothing = BaselineReader.Factory.nothingStored().open();
            return new BaselineReader() {
                @Override
                public Optional<RegionStart> startOf(String symbol, long from) {
                    return Optional.of(start);
                }

                @Override
                public Baseline read(BaselineRequest request) throws IOException {
                    return nothing.read(request);
                }

                @Override
                public void close() {}
            };
        };
    }

    static List<String> lines(List<PositionedEvent> events) {
        return events.stream().map(event -> line(event.event())).toList();
    }

    static String line(SymbolEvent event) {
        if (event instanceof Baseline baseline) {
            return (baseline.startsRegion() ? "region " : "chunk ")
                    + time(baseline.from())
                    + " to "
                    + time(baseline.to());
        }
        if (event instanceof HandedBars handed) {
            return "handed " + handed.upTo();
        }
        if (event instanceof FormingBar forming) {
            return "forming " + time(forming.page().bars().openTime(0));
        }
        BarPage page = (BarPage) event;
        StringBuilder line = new StringBuilder(page.endOfInput() ? "end" : "page");
        for (int i = 0; i < page.bars().size(); i++) {
            line.append(' ').append(time(page.bars().openTime(i)));
        }
        return line.append(" until ").append(time(page.coveredUntil())).toString();
    }

    static String bytes(SymbolEvent event) {
        DataOutputSerializer out = new DataOutputSerializer(64);
        try {
            SymbolEvents.write(event, out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString().replace(":00Z", "").replace("T00:00", "");
    }

    private static CalendarSettings calendars(String venue) {
        return CalendarSettings.of(venue, Alignment.SESSION, Hours.REGULAR);
    }
}
