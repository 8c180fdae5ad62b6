package dev.candlemill.source.reader;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.split.Chunk;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of symbols whose bars come by themselves, month by month, as {@link PolledEvents}
 * gives it for those that are asked for. Its bars come with it, since nobody knows which of them a
 * topic brings again. {@link #load} is used by one thread, {@link #isMissing} by any.
 */
public final class StoredMonths implements Closeable {

    private final Baselines baselines;
    private final CalendarSettings calendars;

    public StoredMonths(BaselineReader.Factory baselines, CalendarSettings calendars) {
        this.baselines = new Baselines(baselines);
        this.calendars = calendars;
    }

    /**
     * Which part comes next.
     *
     * @param source of the bars that came
     * @param cut epoch milliseconds: the open of the first bar that came
     * @param until epoch milliseconds: where progress wants to go
     * @param loaded the part before; null for none
     */
    public record Want(
            String symbol, String source, long cut, long until, @Nullable Chunk loaded) {}

    /** Events for the fold, in order, and what is loaded with them. */
    public record Part(List<SymbolEvent> events, Chunk loaded) {}

    /** Whether something has to be loaded before progress may go there. */
    public boolean isMissing(Want want) {
        MonthChunks months = months(want.symbol());
        Chunk loaded = want.loaded();
        return loaded == null
                ? months.reachingBackFrom(want.cut()) != null
                : months.after(loaded, want.until()) != null;
    }

    /**
     * The next part of what {@link #isMissing}.
     *
     * @throws IOException when what is stored cannot be read
     */
    public Part load(Want want) throws IOException {
        MonthChunks months = months(want.symbol());
        Chunk loaded = want.loaded();
        if (loaded == null) {
            Chunk needed = requireNonNull(months.reachingBackFrom(want.cut()), "nothing missing");
            Chunk region = baselines.regionFor(want.symbol(), needed, months);
            return new Part(List.of(read(want, region)), region);
        }
        Chunk next = requireNonNull(months.after(loaded, want.until()), "nothing missing");
        boolean isOnTheWay = months.after(loaded, want.cut()) != null;
        Baseline stored = read(want, next);
        return new Part(
                isOnTheWay ? List.of(progress(want, next.from()), stored) : List.of(stored), next);
    }

    @Override
    public void close() throws IOException {
        baselines.close();
    }

    private Baseline read(Want want, Chunk chunk) throws IOException {
        return baselines.read(
                new BaselineRequest(
                        want.symbol(), chunk.from(), chunk.to(), chunk.startsRegion(), List.of()));
    }

    /** Before the first bar that came, everything is stored. */
    private static BarPage progress(Want want, long until) {
        return BarPage.of(want.symbol(), new BarColumns(0), until, until, want.source());
    }

    private MonthChunks months(String symbol) {
        return new MonthChunks(calendars.calendarOf(symbol));
    }
}
