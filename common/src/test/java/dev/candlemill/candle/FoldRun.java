package dev.candlemill.candle;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * One symbol's run over an in-memory store: feeds pages, collects what comes out, and stands for
 * the candles table, so that a later run can start from it.
 */
public final class FoldRun implements SymbolFold.Output {

    public static final String SYMBOL = "TEST";

    /** Identifies a candle within a symbol. */
    public record Key(Timeframe timeframe, long openTime) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::timeframe)
                    .thenComparingLong(Key::openTime)
                    .compare(this, other);
        }
    }

    /** A stored candle's indicators. */
    public record Values(int revision, long hash, List<Double> values) {}

    private final VenueCalendar calendar;
    private final SymbolFold fold;
    private InMemorySymbolStore store = new InMemorySymbolStore();
    private final List<Candle> emitted = new ArrayList<>();
    private final List<LateBar> late = new ArrayList<>();
    private final List<FoldSnapshot> snapshots = new ArrayList<>();
    private final Map<Key, Candle> table = new TreeMap<>();
    private final Map<Key, Values> values = new TreeMap<>();
    private final SignalTable signals;
    private final List<StoppedStrategy> failures = new ArrayList<>();
    private final Map<Long, BarColumns> inputBars = new TreeMap<>();
    private final Set<Key> written = new HashSet<>();
    private final Set<Key> writtenBeforeCrash = new HashSet<>();
    private long progress = Long.MIN_VALUE;

    public FoldRun(VenueCalendar calendar, FoldOptions options) {
        this(calendar, options, new SignalTable());
    }

    private FoldRun(VenueCalendar calendar, FoldOptions options, SignalTable signals) {
        this.calendar = calendar;
        this.signals = signals;
        this.fold = new SymbolFold(options);
    }

    /** A later run over what this one stored. */
    public FoldRun next(FoldOptions options) {
        return next(options, signals.next());
    }

    private FoldRun next(FoldOptions options, SignalTable known) {
        FoldRun next = new FoldRun(calendar, options, known);
        next.table.putAll(table);
        next.values.putAll(values);
        next.inputBars.putAll(inputBars);
        next.snapshots.addAll(snapshots);
        return next;
    }

    /** The same run once more, from its beginning, after a crash that left what it had written. */
    public FoldRun again(FoldOptions options) {
        FoldRun again = next(options, signals.again());
        again.writtenBeforeCrash.addAll(written);
        again.writtenBeforeCrash.addAll(writtenBeforeCrash);
        return again;
    }

    public FoldRun page(BarSize size, long coveredUntil, Bar... bars) {
        progress = coveredUntil;
        BarColumns columns = BarColumns.of(size, bars);
        return page(BarPage.of(SYMBOL, columns, coveredUntil, Long.MAX_VALUE / 2, "test"));
    }

    /** Pages of {@code pageSize} bars in the given order; progress follows the latest bar. */
    public FoldRun pages(BarSize size, int pageSize, List<Bar> bars) {
        for (int from = 0; from < bars.size(); from += pageSize) {
            int to = Math.min(bars.size(), from + pageSize);
            long next = to < bars.size() ? bars.get(to).openTime() : Long.MAX_VALUE;
            long closed = bars.get(to - 1).openTime() + size.millis();
            progress = Math.max(progress, Math.min(next, closed));
            page(size, progress, bars.subList(from, to).toArray(new Bar[0]));
        }
        return this;
    }

    public FoldRun page(BarPage page) {
        try {
            fold.onPage(page, calendar, store, this);
        } catch (Exception e) {
            throw new AssertionError("page of " + page.bars().size() + " bars", e);
        }
        return this;
    }

    public FoldRun end(long asOf) {
        return page(BarPage.endOfInput(SYMBOL, asOf, Long.MAX_VALUE / 2, "test"));
    }

    public FoldRun baseline(long from, long to, boolean startsRegion, byte[] snapshot) {
        return baseline(stored(from, to, startsRegion, snapshot, time -> true));
    }

    /** The same for a run that reads all bars again. */
    public Baseline stored(long from, long to, boolean startsRegion) {
        return stored(from, to, startsRegion, time -> true);
    }

    /**
     * What the table holds of {@code [from, to)}, as a source sends it.
     *
     * @param comesAgain whether a bar of this open time is read again
     */
    public Baseline stored(long from, long to, boolean startsRegion, LongPredicate comesAgain) {
        byte[] snapshot =
                snapshots.stream()
                        .filter(s -> startsRegion && s.at() == from)
                        .reduce((first, second) -> second)
                        .map(FoldSnapshot::bytes)
                        .orElse(new byte[0]);
        return stored(from, to, startsRegion, snapshot, comesAgain);
    }

    private Baseline stored(
            long from, long to, boolean startsRegion, byte[] snapshot, LongPredicate comesAgain) {
        StoredCandles candles = new StoredCandles(0);
        BarColumns bars = new BarColumns(0);
        table.forEach(
                (key, candle) -> {
                    if (key.openTime() >= from && key.openTime() < to) {
                        Values of = values.get(key);
                        candles.add(
                                new StoredCandles.Row(
                                        key.timeframe().ordinal(),
                                        key.openTime(),
                                        candle.revision(),
                                        hash(candle),
                                        of.revision(),
                                        of.hash(),
                                        writtenBeforeCrash.contains(key)));
                        addStoredBars(key, candle, bars, comesAgain);
                    }
                });
        return new Baseline(
                SYMBOL,
                from,
                to,
                startsRegion,
                snapshot,
                bars,
                candles,
                signals.stored(from, to),
                null);
    }

    public FoldRun setups(TradingSetup... setups) {
        try {
            fold.onSetups(new ActiveSetups(SYMBOL, List.of(setups)), calendar, store, this);
        } catch (Exception e) {
            throw new AssertionError("setups", e);
        }
        return this;
    }

    public void wanted(Timeframe... timeframes) throws Exception {
        fold.onWanted(new WantedTimeframes(SYMBOL, Set.of(timeframes)), calendar, store, this);
    }

    /** Every signal that was sent, in order. */
    public List<Signal> signals() {
        return signals.sent();
    }

    /** The signals that stand, by id, as a canonical dump has them. */
    public Map<String, Signal> standingSignals() {
        return signals.standing();
    }

    /** The newest revision of each signal, as it was sent. */
    Map<String, Signal> newestSignals() {
        return signals.newest();
    }

    public List<StoppedStrategy> failures() {
        return failures;
    }

    /** The stored indicator values, by candle. */
    public Map<Key, List<Double>> canonicalValues() {
        Map<Key, List<Double>> canonical = new TreeMap<>();
        values.forEach((key, of) -> canonical.put(key, of.values()));
        return canonical;
    }

    public Values values(Timeframe timeframe, long openTime) {
        return values.get(new Key(timeframe, openTime));
    }

    public FoldRun baseline(Baseline baseline) {
        try {
            fold.onBaseline(baseline, calendar, store, this);
        } catch (Exception e) {
            throw new AssertionError("baseline", e);
        }
        return this;
    }

    private void addStoredBars(Key key, Candle candle, BarColumns bars, LongPredicate comesAgain) {
        if (key.timeframe() != Timeframe.M5 || candle.barCount() == 0) {
            return;
        }
        BarColumns inputs = inputBars.get(key.openTime());
        boolean own = writtenBeforeCrash.contains(key) && comesAgain.test(key.openTime());
        if (inputs == null && !own) {
            bars.add(
                    new Bar(
                            candle.openTime(),
                            candle.open(),
                            candle.high(),
                            candle.low(),
                            candle.close(),
                            candle.volume()),
                    BarSize.M5);
        } else if (inputs != null) {
            bars.addRange(inputs, 0, inputs.size());
        }
    }

    public static Key key(Candle candle) {
        return new Key(candle.timeframe(), candle.openTime());
    }

    public static long hash(Candle candle) {
        return ContentHash.of(
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                candle.barCount(),
                candle.expectedBarCount(),
                candle.inputCount());
    }

    /** Goes on from a copy of the state, as after a restore; what was collected stays. */
    public void restore() {
        store = store.copy();
    }

    public SymbolCounts counts() {
        try {
            SymbolState state = store.state();
            return state == null ? new SymbolCounts() : state.counts();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public InMemorySymbolStore store() {
        return store;
    }

    /** Everything that was emitted, in order. */
    public List<Candle> emitted() {
        return emitted;
    }

    public List<Candle> emitted(Timeframe timeframe) {
        return emitted.stream().filter(c -> c.timeframe() == timeframe).toList();
    }

    public void forgetEmitted() {
        emitted.clear();
    }

    public List<LateBar> late() {
        return late;
    }

    public List<FoldSnapshot> snapshots() {
        return snapshots;
    }

    /** The stored candles of a timeframe, by open time. */
    public List<Candle> stored(Timeframe timeframe) {
        return table.values().stream().filter(c -> c.timeframe() == timeframe).toList();
    }

    public Optional<Candle> stored(Timeframe timeframe, long openTime) {
        return Optional.ofNullable(table.get(new Key(timeframe, openTime)));
    }

    /** The table without revisions. */
    public List<Candle> canonical() {
        return table.values().stream().map(FoldRun::withoutRevision).toList();
    }

    public static Candle withoutRevision(Candle c) {
        return new Candle(
                c.symbol(),
                c.timeframe(),
                c.openTime(),
                c.closeTime(),
                c.sessionDate(),
                c.open(),
                c.high(),
                c.low(),
                c.close(),
                c.volume(),
                c.barCount(),
                c.expectedBarCount(),
                c.inputCount(),
                0);
    }

    @Override
    public void candles(CandlePage page) {
        for (int i = 0; i < page.size(); i++) {
            Candle candle = page.candle(i);
            emitted.add(candle);
            Key key = key(candle);
            Candle old = table.put(key, candle);
            Values oldValues = values.put(key, values(page, i));
            written.add(key);
            boolean sentAgain = writtenBeforeCrash.remove(key) && candle.equals(old);
            if (old != null && !grows(old, oldValues, candle, page, i) && !sentAgain) {
                throw new AssertionError("revision did not grow: " + old + " then " + candle);
            }
            if (candle.timeframe() == Timeframe.M5) {
                BarColumns inputs = page.inputBars(i);
                if (inputs == null) {
                    inputBars.remove(candle.openTime());
                } else {
                    inputBars.put(candle.openTime(), inputs);
                }
            }
        }
    }

    private static boolean grows(
            Candle old, Values oldValues, Candle candle, CandlePage page, int i) {
        return candle.revision() >= old.revision()
                && page.indicatorRevision(i) >= oldValues.revision()
                && (candle.revision() > old.revision()
                        || page.indicatorRevision(i) > oldValues.revision());
    }

    private static Values values(CandlePage page, int i) {
        List<Double> values = new ArrayList<>();
        for (int k = 0; k < page.valueNames().width(); k++) {
            values.add(page.value(i, k));
        }
        return new Values(page.indicatorRevision(i), page.indicatorHash(i), values);
    }

    @Override
    public void signal(Signal signal) {
        signals.take(signal);
    }

    @Override
    public void failed(StoppedStrategy failure) {
        failures.add(failure);
    }

    @Override
    public void late(LateBar bar) {
        late.add(bar);
    }

    @Override
    public void snapshot(FoldSnapshot snapshot) {
        snapshots.add(snapshot);
    }
}
