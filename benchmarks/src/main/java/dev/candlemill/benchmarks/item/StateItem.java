package dev.candlemill.benchmarks.item;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.benchmarks.item.Runs.Job;
import dev.candlemill.benchmarks.replay.ReplayScript;
import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.run.RunResult;
import dev.candlemill.benchmarks.run.StateKind;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.FoldSnapshot;
import dev.candlemill.candle.StoppedStrategy;
import dev.candlemill.candle.SymbolFold;
import dev.candlemill.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** (c) What a symbol weighs in state when its month is almost over, the heaviest position. */
public final class StateItem implements Item {

    private static final int CHECKPOINT_SYMBOLS = 200;

    @Override
    public String letter() {
        return "c";
    }

    @Override
    public String title() {
        return "bytes of state";
    }

    @Override
    public List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (String venue : List.of("XNYS", "CRYPTO")) {
            progress.accept("state of one symbol, " + venue);
            figures.addAll(parts(venue));
        }
        for (StateKind state : StateKind.values()) {
            figures.add(checkpoint(state, scale, progress));
        }
        return figures;
    }

    private static Figure checkpoint(StateKind state, Scale scale, Consumer<String> progress)
            throws Exception {
        int symbols = Math.min(scale.symbols(), CHECKPOINT_SYMBOLS);
        ReplaySettings settings = atMonthEnd("XNYS", symbols);
        RunResult result = new Runs(Job.FOLD, state, settings).add(progress);
        String what = "checkpoint / symbol, XNYS, " + state.title();
        return Figure.of("c", what, "bytes", (double) result.stateBytes() / symbols);
    }

    private static List<Figure> parts(String venue) throws Exception {
        ReplaySettings settings = atMonthEnd(venue, Runs.PARALLELISM);
        ReplayScript script = ReplayScript.of(settings);
        Fed first = new Fed(settings);
        first.feed(script, false);
        Fed again = new Fed(settings);
        again.stored = first.rows;
        again.feed(script, true);
        MeasuredStore store = first.store;
        long whole = store.symbolBytes() + store.barsBytes() + store.anchorsBytes();
        List<Figure> figures = new ArrayList<>();
        figures.add(part(venue, "symbol entry", store.symbolBytes()));
        figures.add(part(venue, "bars of the open month", store.barsBytes()));
        figures.add(part(venue, "anchors", store.anchorsBytes()));
        figures.add(part(venue, "all", whole));
        figures.add(part(venue, "all / (symbol, timeframe)", whole / Timeframe.count()));
        figures.add(part(venue, "revisions, month stored before", again.store.revisionsBytes()));
        return figures;
    }

    private static Figure part(String venue, String what, long bytes) {
        return Figure.of("c", venue + ", " + what, "bytes", bytes);
    }

    /** A whole month and all but a few bars of the next. */
    private static ReplaySettings atMonthEnd(String venue, int symbols) {
        int bars = venue.equals("CRYPTO") ? 2 * 30 * 288 - 12 : 42 * 78 - 12;
        return ReplaySettings.of(venue, symbols, bars, Runs.PARALLELISM);
    }

    /** A fold outside Flink, over a store that can be weighed. */
    private static final class Fed implements SymbolFold.Output {

        private final MeasuredStore store = new MeasuredStore();
        private final SymbolFold fold = new SymbolFold(FoldOptions.DEFAULT);
        private final VenueCalendar calendar;
        private final List<CandlePage> rows = new ArrayList<>();
        private List<CandlePage> stored = List.of();

        private Fed(ReplaySettings settings) {
            calendar = settings.calendars().calendarOf("");
        }

        /** All events but the end of input, which would close the month. */
        private void feed(ReplayScript script, boolean withStored) throws Exception {
            for (int step = 0; step < script.steps() - 1; step++) {
                SymbolEvent event = script.event("SYMBOL", 0, step);
                if (event instanceof BarPage page) {
                    fold.onPage(page, calendar, store, this);
                } else if (event instanceof Baseline baseline) {
                    Baseline known = withStored ? withStored(baseline) : baseline;
                    fold.onBaseline(known, calendar, store, this);
                }
            }
        }

        private Baseline withStored(Baseline b) {
            StoredCandles candles = new StoredCandles(0);
            for (CandlePage page : stored) {
                for (int i = 0; i < page.size(); i++) {
                    if (page.openTime(i) >= b.from() && page.openTime(i) < b.to()) {
                        candles.add(
                                new StoredCandles.Row(
                                        page.timeframe(i).ordinal(),
                                        page.openTime(i),
                                        page.revision(i),
                                        page.contentHash(i),
                                        page.indicatorRevision(i),
                                        page.indicatorHash(i),
                                        false));
                    }
                }
            }
            return new Baseline(
                    b.symbol(),
                    b.from(),
                    b.to(),
                    b.startsRegion(),
                    b.snapshot(),
                    b.bars(),
                    candles);
        }

        @Override
        public void candles(CandlePage page) {
            rows.add(page);
        }

        @Override
        public void signal(Signal signal) {}

        @Override
        public void failed(StoppedStrategy failure) {}

        @Override
        public void late(LateBar bar) {
            throw new IllegalStateException("late in an ordered feed: " + bar);
        }

        @Override
        public void snapshot(FoldSnapshot snapshot) {}
    }
}
