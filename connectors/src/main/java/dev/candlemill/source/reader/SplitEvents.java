package dev.candlemill.source.reader;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.Chunk;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.SplitPosition;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one split, from its position to its end: per range its pages and a last one with
 * progress up to the range's end, and after all ranges the page that ends the symbol's input. Holds
 * one provider page at a time; baselines are read when their turn comes. Used by one thread.
 */
final class SplitEvents implements Closeable {

    private final ProviderSplit split;
    private final BarProvider provider;
    private final Baselines baselines;
    private final MonthChunks months;
    private final PageCutter cutter;
    private final long asOf;

    private @Nullable PageCursor cursor;
    private SplitPosition position;
    private List<Step> steps = List.of();
    private SplitPosition afterSteps;

    SplitEvents(
            ProviderSplit split,
            BarProvider provider,
            Baselines baselines,
            MonthChunks months,
            long asOf) {
        this.split = split;
        this.provider = provider;
        this.baselines = baselines;
        this.months = months;
        this.cutter = new PageCutter(months, asOf);
        this.asOf = asOf;
        this.position = split.position();
        this.afterSteps = position;
    }

    String splitId() {
        return split.splitId();
    }

    /**
     * The next event, or null when all are out.
     *
     * @throws IOException naming the symbol, its range and the position in it
     */
    @Nullable PositionedEvent next() throws IOException {
        if (split.isFinishedAt(position)) {
            return null;
        }
        try {
            if (steps.isEmpty()) {
                readPage();
                checkReplay();
            }
            return emit(steps.get(position.emitted()));
        } catch (IOException | RuntimeException e) {
            throw new IOException(place() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }

    private PositionedEvent emit(Step step) throws IOException {
        SymbolEvent event;
        if (step instanceof Step.Load load) {
            Chunk chunk = load.chunk();
            event = baselines.read(split.symbol(), chunk.from(), chunk.to(), chunk.startsRegion());
        } else {
            event = ((Step.Emit) step).page();
        }
        int emitted = position.emitted() + 1;
        boolean isPageDone = emitted == steps.size();
        position = isPageDone ? afterSteps : position.withEmitted(emitted);
        if (isPageDone) {
            steps = List.of();
        }
        return new PositionedEvent(event, position, split.isFinishedAt(position));
    }

    private void readPage() throws IOException {
        SymbolRange range = range();
        if (cursor == null) {
            cursor = provider.open(range, position.cursor());
        }
        BarPage page = cursor.next();
        if (page == null) {
            close();
            endRange(range);
        } else {
            steps = cutter.cut(page, range, position.loaded());
            Chunk loaded = PageCutter.loadedAfter(steps, position.loaded());
            afterSteps = new SplitPosition(position.range(), cursor.position(), 0, loaded);
        }
    }

    private void checkReplay() throws IOException {
        if (position.emitted() >= steps.size()) {
            throw new IOException(
                    "expected the same page as before the restart, of which "
                            + position.emitted()
                            + " events are out, found one of "
                            + steps.size());
        }
    }

    private void endRange(SymbolRange range) {
        long end = Math.min(range.to(), asOf);
        BarPage progress =
                BarPage.of(split.symbol(), new BarColumns(0), end, asOf, provider.name());
        List<Step> last = new ArrayList<>(cutter.cut(progress, range, position.loaded()));
        Chunk loaded = PageCutter.loadedAfter(last, position.loaded());
        int next = position.range() + 1;
        if (next == split.ranges().size()) {
            last.add(
                    new Step.Emit(BarPage.endOfInput(split.symbol(), asOf, asOf, provider.name())));
        } else if (loaded != null && !months.isReachable(split.ranges().get(next).from(), loaded)) {
            loaded = null;
        }
        steps = last;
        afterSteps = new SplitPosition(next, 0, 0, loaded);
    }

    private SymbolRange range() {
        return split.ranges().get(position.range());
    }

    private String place() {
        SymbolRange range = range();
        return String.format(
                "reading %s [%s, %s) from %s, page at position %d",
                split.symbol(),
                Instant.ofEpochMilli(range.from()),
                Instant.ofEpochMilli(range.to()),
                provider.name(),
                position.cursor());
    }
}
