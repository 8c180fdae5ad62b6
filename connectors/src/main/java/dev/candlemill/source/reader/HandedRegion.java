package dev.candlemill.source.reader;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.HandedBarsStore.Waiting;
import dev.candlemill.source.split.Chunk;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A region that is folded again with bars that were handed over: what is stored, month by month as
 * at a start, and in each month the bars. Progress comes only as far as the symbol is settled; what
 * the live job has read since then is still in its state. Used by one thread.
 */
public final class HandedRegion implements Closeable {

    private final Baselines baselines;
    private final CalendarSettings calendars;

    public HandedRegion(BaselineReader.Factory baselines, CalendarSettings calendars) {
        this.baselines = new Baselines(baselines);
        this.calendars = calendars;
    }

    /**
     * The events, in order.
     *
     * @param now epoch milliseconds: no progress of the symbol is beyond it
     * @throws IOException when what is stored cannot be read
     */
    public List<SymbolEvent> events(String symbol, Waiting waiting, long now) throws IOException {
        MonthChunks months = new MonthChunks(calendars.calendarOf(symbol));
        Chunk needed = months.reachingBackFrom(Math.min(waiting.since(), waiting.settled()));
        if (needed == null) {
            return List.of();
        }
        List<SymbolEvent> events = new ArrayList<>();
        events.add(new HandedBars(symbol, waiting.upTo()));
        Chunk chunk = baselines.regionFor(symbol, needed, months);
        long end = Math.max(now, lastBar(waiting) + 1);
        while (chunk != null) {
            events.add(stored(symbol, chunk));
            Chunk next = months.after(chunk, end);
            addBars(waiting, chunk, next, events);
            chunk = next;
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        baselines.close();
    }

    private Baseline stored(String symbol, Chunk chunk) throws IOException {
        return baselines.read(
                new BaselineRequest(
                        symbol, chunk.from(), chunk.to(), chunk.startsRegion(), List.of()));
    }

    /** Of all hand-overs those that open before the next chunk and not before this one. */
    private static void addBars(
            Waiting waiting, Chunk chunk, @Nullable Chunk next, List<SymbolEvent> events) {
        long from = chunk.startsRegion() ? Long.MIN_VALUE : chunk.from();
        long to = next == null ? Long.MAX_VALUE : next.from();
        for (int i = 0; i < waiting.pages().size(); i++) {
            BarPage page = waiting.pages().get(i);
            BarColumns bars = between(page.bars(), from, to);
            boolean isLast = i == waiting.pages().size() - 1;
            if (isLast || !bars.isEmpty()) {
                long until = isLast ? Math.min(to, waiting.settled()) : chunk.from();
                events.add(BarPage.of(page.symbol(), bars, until, until, page.source()));
            }
        }
    }

    private static BarColumns between(BarColumns bars, long from, long to) {
        BarColumns part = new BarColumns(0);
        for (int i = 0; i < bars.size(); i++) {
            if (bars.openTime(i) >= from && bars.openTime(i) < to) {
                part.addFrom(bars, i);
            }
        }
        return part;
    }

    private static long lastBar(Waiting waiting) {
        long last = Long.MIN_VALUE;
        for (BarPage page : waiting.pages()) {
            for (int i = 0; i < page.bars().size(); i++) {
                last = Math.max(last, page.bars().openTime(i));
            }
        }
        return last;
    }
}
