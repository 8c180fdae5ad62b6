package dev.candlemill.source.reader;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns a provider's page into the events of the stream: a chunk is loaded before the first bar, or
 * the first progress, that lies in it, and a page that spans several months is cut where they open.
 * Months between an earlier region start and the page come by, one after the other, with progress.
 *
 * <p>Only bars inside the range and the calendar's years lead on to the next month; all others,
 * late ones and those that the validator will reject, go with the part in whose time they lie. Bars
 * that open at the same time keep their order. Pure: the same page and chunk give the same steps.
 */
final class PageCutter {

    private final MonthChunks months;
    private final long asOf;

    PageCutter(MonthChunks months, long asOf) {
        this.months = months;
        this.asOf = asOf;
    }

    List<Step> cut(BarPage providers, SymbolRange range, @Nullable Chunk loaded) {
        BarPage page = untilAsOf(providers);
        if (loaded == null) {
            return List.of(new Step.Emit(page));
        }
        List<Step> steps = new ArrayList<>(2);
        List<Chunk> following = following(loaded, reached(page, range, loaded.monthClose()));
        List<BarPage> parts =
                following.isEmpty() ? List.of(page) : split(page, range.from(), following);
        steps.add(new Step.Emit(parts.get(0)));
        for (int i = 0; i < following.size(); i++) {
            steps.add(new Step.Load(following.get(i)));
            steps.add(new Step.Emit(parts.get(i + 1)));
        }
        return steps;
    }

    /** Progress ends with the run: what closes after its as-of time is not final by progress. */
    private BarPage untilAsOf(BarPage page) {
        return page.coveredUntil() <= asOf
                ? page
                : part(page, page.bars(), asOf).withBadLines(page.badLines());
    }

    /** The chunk that {@code steps} leave loaded. */
    static @Nullable Chunk loadedAfter(List<Step> steps, @Nullable Chunk before) {
        Chunk last = before;
        for (Step step : steps) {
            if (step instanceof Step.Load load) {
                last = load.chunk();
            }
        }
        return last;
    }

    /** The chunk that a region needs which the page begins; null when none of its bars does. */
    @Nullable Chunk startOfRegion(BarColumns bars, SymbolRange range) {
        OptionalLong first = firstBar(bars, range);
        return first.isPresent() ? months.startingAt(first.getAsLong()) : null;
    }

    private OptionalLong firstBar(BarColumns bars, SymbolRange range) {
        long end = Math.min(range.to(), asOf);
        long first = Long.MAX_VALUE;
        for (int i = 0; i < bars.size(); i++) {
            long time = bars.openTime(i);
            if (time >= range.from() && time < end && time < first && months.covers(time)) {
                first = time;
            }
        }
        return first == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /** Exclusive: the market time up to which this page leads, by progress or by its bars. */
    private long reached(BarPage page, SymbolRange range, long monthClose) {
        long end = Math.min(range.to(), asOf);
        long reached = Math.min(page.coveredUntil(), end);
        BarColumns bars = page.bars();
        for (int i = 0; i < bars.size(); i++) {
            long time = bars.openTime(i);
            if (time >= monthClose && time >= reached && time < end && months.covers(time)) {
                reached = time + 1;
            }
        }
        return reached;
    }

    private List<Chunk> following(Chunk chunk, long end) {
        List<Chunk> following = new ArrayList<>(0);
        for (Chunk next = months.after(chunk, end); next != null; next = months.after(next, end)) {
            following.add(next);
        }
        return following;
    }

    /** No bar of the range opens before it, so that what is stored there is all there is. */
    private static List<BarPage> split(BarPage page, long rangeFrom, List<Chunk> following) {
        List<BarColumns> columns = new ArrayList<>();
        for (int i = 0; i <= following.size(); i++) {
            columns.add(new BarColumns(0));
        }
        for (int i = 0; i < page.bars().size(); i++) {
            columns.get(partOf(page.bars().openTime(i), following)).addFrom(page.bars(), i);
        }
        List<BarPage> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            long limit = i < following.size() ? following.get(i).from() : Long.MAX_VALUE;
            long until = limit <= rangeFrom ? limit : Math.min(page.coveredUntil(), limit);
            parts.add(part(page, columns.get(i), until));
        }
        parts.set(0, parts.get(0).withBadLines(page.badLines()));
        return parts;
    }

    private static int partOf(long time, List<Chunk> following) {
        int part = 0;
        while (part < following.size() && time >= following.get(part).from()) {
            part++;
        }
        return part;
    }

    private static BarPage part(BarPage page, BarColumns bars, long coveredUntil) {
        return BarPage.of(page.symbol(), bars, coveredUntil, page.marketClock(), page.source())
                .withPlace(page.place());
    }
}
