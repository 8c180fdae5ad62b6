package dev.candlemill.benchmarks.item;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.benchmarks.replay.ReplayScript;
import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.replay.Workload;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldSnapshot;
import dev.candlemill.candle.StoppedStrategy;
import dev.candlemill.candle.SymbolFold;
import dev.candlemill.signal.Signal;
import java.util.ArrayList;
import java.util.List;

/** One symbol's fold outside Flink, over a store of objects that can be weighed. */
final class FedSymbol implements SymbolFold.Output {

    static final String SYMBOL = "SYMBOL";

    private final MeasuredStore store = new MeasuredStore();
    private final ReplaySettings settings;
    private final Workload workload;
    private final SymbolFold fold;
    private final VenueCalendar calendar;
    private final List<CandlePage> pages = new ArrayList<>();
    private long signals;

    private FedSymbol(ReplaySettings settings, Workload workload) {
        this.settings = settings;
        this.workload = workload;
        fold = new SymbolFold(workload.options());
        calendar = settings.calendars().calendarOf("");
    }

    /** After a whole month and all but an hour of the next: the heaviest position. */
    static FedSymbol atMonthEnd(String venue, Workload workload) throws Exception {
        FedSymbol fed = new FedSymbol(monthEnd(venue, Runs.PARALLELISM), workload);
        fed.feed(List.of());
        return fed;
    }

    /** The same when all that this one has sent was stored before. */
    FedSymbol again() throws Exception {
        FedSymbol fed = new FedSymbol(settings, workload);
        fed.feed(pages);
        return fed;
    }

    static ReplaySettings monthEnd(String venue, int symbols) {
        int bars = venue.equals("CRYPTO") ? 2 * 30 * 288 - 12 : 42 * 78 - 12;
        return ReplaySettings.of(venue, symbols, bars, Runs.PARALLELISM);
    }

    MeasuredStore store() {
        return store;
    }

    VenueCalendar calendar() {
        return calendar;
    }

    /** What has come out since the last time. */
    List<CandlePage> takePages() {
        List<CandlePage> taken = List.copyOf(pages);
        pages.clear();
        return taken;
    }

    /** Signals so far. */
    long signals() {
        return signals;
    }

    void page(BarPage page) throws Exception {
        fold.onPage(page, calendar, store, this);
    }

    /** The last page of the feed that has bars. */
    BarPage lastPage() {
        ReplayScript script = ReplayScript.of(settings);
        for (int step = script.steps() - 1; step >= 0; step--) {
            if (script.event(SYMBOL, 0, step) instanceof BarPage page && !page.endOfInput()) {
                return page;
            }
        }
        throw new IllegalStateException("the replay has no page");
    }

    /** All events but the end of input, which would close the month. */
    private void feed(List<CandlePage> stored) throws Exception {
        ReplayScript script = ReplayScript.of(settings);
        for (int step = 0; step < script.steps() - 1; step++) {
            SymbolEvent event = workload.with(script.event(SYMBOL, 0, step));
            if (event instanceof BarPage page) {
                page(page);
            } else if (event instanceof Baseline baseline) {
                fold.onBaseline(withStored(baseline, stored), calendar, store, this);
            }
        }
    }

    private static Baseline withStored(Baseline b, List<CandlePage> stored) {
        StoredCandles candles = new StoredCandles(0);
        for (CandlePage page : stored) {
            for (int i = 0; i < page.size(); i++) {
                if (page.openTime(i) >= b.from() && page.openTime(i) < b.to()) {
                    candles.add(row(page, i));
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
                candles,
                b.signals(),
                b.setups());
    }

    private static StoredCandles.Row row(CandlePage page, int i) {
        return new StoredCandles.Row(
                page.timeframe(i).ordinal(),
                page.openTime(i),
                page.revision(i),
                page.contentHash(i),
                page.indicatorRevision(i),
                page.indicatorHash(i),
                false);
    }

    @Override
    public void candles(CandlePage page) {
        pages.add(page);
    }

    @Override
    public void signal(Signal signal) {
        signals++;
    }

    @Override
    public void failed(StoppedStrategy failure) {
        throw new IllegalStateException("a strategy failed: " + failure);
    }

    @Override
    public void late(LateBar bar) {
        throw new IllegalStateException("late within the horizon: " + bar);
    }

    @Override
    public void snapshot(FoldSnapshot snapshot) {}
}
