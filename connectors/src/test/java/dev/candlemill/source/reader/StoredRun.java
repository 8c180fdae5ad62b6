package dev.candlemill.source.reader;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.FoldRun;
import dev.candlemill.candle.FoldSnapshot;
import dev.candlemill.candle.Market;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.FakeProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.RegionStart;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Runs over what earlier runs stored: the source's events of one symbol, straight into the fold.
 */
final class StoredRun {

    private final Market market;
    private final SplittableRandom random;
    private long asOf = Market.END;

    StoredRun(Market market, SplittableRandom random) {
        this.market = market;
        this.random = random;
    }

    StoredRun asOf(long time) {
        asOf = time;
        return this;
    }

    /** Reads the market's bars, in ranges wherever months lie between them, into {@code run}. */
    FoldRun into(FoldRun run) throws IOException {
        return into(run, Integer.MAX_VALUE);
    }

    /** The same, but dies after so many events. */
    FoldRun into(FoldRun run, int mostEvents) throws IOException {
        if (market.isEmpty()) {
            return run;
        }
        return read(run, ranges(), false, mostEvents);
    }

    /** Reads nothing but what {@code run} has stored of {@code [from, to)}. */
    FoldRun ofStored(long from, long to, FoldRun run) throws IOException {
        return read(run, List.of(new SymbolRange(FoldRun.SYMBOL, from, to)), true, 1_000_000);
    }

    private FoldRun read(FoldRun run, List<SymbolRange> ranges, boolean stored, int mostEvents)
            throws IOException {
        BarProvider provider = stored ? storedOnly(ranges) : new FakeProvider(ranges, this::pages);
        ProviderSplit split = ProviderSplit.of(FoldRun.SYMBOL, ranges);
        MonthChunks months = new MonthChunks(market.calendar());
        try (Baselines baselines = new Baselines(() -> reader(run));
                SplitEvents events = new SplitEvents(split, provider, baselines, months, asOf)) {
            PositionedEvent event = events.next();
            for (int i = 0; event != null && i < mostEvents; i++) {
                if (event.event() instanceof BarPage page) {
                    run.page(page);
                } else {
                    run.baseline((Baseline) event.event());
                }
                if (random.nextInt(20) == 0) {
                    run.restore();
                }
                event = events.next();
            }
        }
        return run;
    }

    static BarProvider storedOnly(List<SymbolRange> ranges) {
        FakeProvider nothing = new FakeProvider(ranges, range -> List.of());
        return new BarProvider() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public List<SymbolRange> plan() {
                return ranges;
            }

            @Override
            public PageCursor open(SymbolRange range, long position) {
                return nothing.open(range, position);
            }

            @Override
            public boolean readsWhatIsStored() {
                return true;
            }
        };
    }

    private List<SymbolRange> ranges() {
        List<SymbolRange> ranges = new ArrayList<>();
        List<Bar> bars = market.bars();
        long from = bars.get(0).openTime();
        long last = from;
        for (Bar bar : bars) {
            if (bar.openTime() - last > 60 * 86_400_000L) {
                ranges.add(range(from, last));
                from = bar.openTime();
            }
            last = bar.openTime();
        }
        ranges.add(range(from, last));
        return ranges;
    }

    private SymbolRange range(long from, long last) {
        return new SymbolRange(FoldRun.SYMBOL, from, last + market.size().millis());
    }

    private List<BarPage> pages(SymbolRange range) {
        SplittableRandom sizes = new SplittableRandom(range.from());
        int most = 1 + sizes.nextInt(600);
        List<Bar> bars =
                market.bars().stream()
                        .filter(b -> b.openTime() >= range.from() && b.openTime() < range.to())
                        .toList();
        List<BarPage> pages = new ArrayList<>();
        for (int at = 0; at < bars.size(); ) {
            int end = Math.min(bars.size(), at + 1 + sizes.nextInt(most));
            BarColumns columns =
                    BarColumns.of(market.size(), bars.subList(at, end).toArray(new Bar[0]));
            long covered = end < bars.size() ? bars.get(end).openTime() : range.to();
            pages.add(BarPage.of(FoldRun.SYMBOL, columns, covered, Market.END, "test"));
            at = end;
        }
        return pages;
    }

    private static BaselineReader reader(FoldRun run) {
        return new BaselineReader() {
            @Override
            public Optional<RegionStart> startOf(String symbol, long from) {
                Optional<RegionStart> snapshot =
                        run.snapshots().stream()
                                .map(FoldSnapshot::at)
                                .filter(at -> at <= from)
                                .max(Comparator.naturalOrder())
                                .map(at -> new RegionStart(at, true));
                return snapshot.or(
                        () ->
                                run.stored(Timeframe.M5).stream()
                                        .findFirst()
                                        .filter(first -> first.openTime() < from)
                                        .map(first -> new RegionStart(first.openTime(), false)));
            }

            @Override
            public Baseline read(BaselineRequest request) {
                return run.stored(
                        request.from(), request.to(), request.startsRegion(), request::rereads);
            }

            @Override
            public void close() {}
        };
    }
}
