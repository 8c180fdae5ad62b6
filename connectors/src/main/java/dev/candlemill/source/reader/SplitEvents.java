package dev.candlemill.source.reader;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.BaselineRequest;
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
    private final List<SymbolRange> reread;

    private @Nullable PageCursor cursor;
    private SplitPosition position;
    private List<Step> steps = List.of();
    private SplitPosition afterSteps;

    /** Read, but it waits for what is stored before it. */
    private @Nullable BarPage pageAtHand;

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
        this.reread = provider.readsWhatIsStored() ? List.of() : split.ranges();
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
        SymbolEvent event =
                step instanceof Step.Load load ? load(load.chunk()) : ((Step.Emit) step).page();
        int emitted = position.emitted() + 1;
        boolean isPageDone = emitted == steps.size();
        position = isPageDone ? afterSteps : position.withEmitted(emitted);
        if (isPageDone) {
            steps = List.of();
        }
        return new PositionedEvent(event, position, split.isFinishedAt(position));
    }

    private Baseline load(Chunk chunk) throws IOException {
        return baselines.read(
                new BaselineRequest(
                        split.symbol(), chunk.from(), chunk.to(), chunk.startsRegion(), reread));
    }

    private void readPage() throws IOException {
        SymbolRange range = range();
        BarPage page = pageAtHand;
        pageAtHand = null;
        if (page == null) {
            if (cursor == null) {
                cursor = provider.open(range, position.cursor());
            }
            page = cursor.next();
        }
        Chunk region = position.loaded() == null ? startOfRegion(page, range) : null;
        if (region != null) {
            pageAtHand = page;
            steps = List.of(new Step.Load(region));
            afterSteps = new SplitPosition(position.range(), position.cursor(), 0, region);
        } else if (page == null) {
            close();
            endRange(range);
        } else {
            steps = cutter.cut(page, range, position.loaded());
            Chunk loaded = PageCutter.loadedAfter(steps, position.loaded());
            afterSteps = new SplitPosition(position.range(), cursorAfterPage(), 0, loaded);
        }
    }

    private long cursorAfterPage() {
        return requireNonNull(cursor, "a page comes from a cursor").position();
    }

    /**
     * Where the region begins is asked once, before its first event is out: the answer depends on
     * what is stored, which this run changes.
     */
    private @Nullable Chunk startOfRegion(@Nullable BarPage page, SymbolRange range)
            throws IOException {
        Chunk needed =
                page != null
                        ? cutter.startOfRegion(page.bars(), range)
                        : provider.readsWhatIsStored() ? months.startingAt(range.from()) : null;
        if (needed == null) {
            return null;
        }
        return baselines.regionFor(split.symbol(), needed, months);
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
                    new Step.Emit(
                            BarPage.endOfInput(
                                    split.symbol(),
                                    provider.readsWhatIsStored() ? end : asOf,
                                    asOf,
                                    provider.name())));
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
