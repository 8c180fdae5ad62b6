package dev.candlemill.candle;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * One symbol of a job that fails and is restored, over tables that forget nothing of what failed
 * attempts wrote: a lower revision changes nothing, and of equal ones the last word counts. Candles
 * and signals are written in batches of their own; of each candle only the newest revision of a
 * batch is left.
 */
final class Attempts implements SymbolFold.Output {

    private static final Bar[] NONE = {};
    private static final int PAGES_IN_BATCH = 4;

    private final Market market;
    private final FoldOptions options;
    private final RandomGenerator random;
    private final Map<FoldRun.Key, Row> batch = new TreeMap<>();
    private final List<Signal> signalBatch = new ArrayList<>();
    private final Map<FoldRun.Key, Row> candles = new TreeMap<>();
    private final Map<String, Written<Signal>> signals = new TreeMap<>();
    private final List<StoppedStrategy> failures = new ArrayList<>();
    private SymbolFold fold;
    private InMemorySymbolStore store = new InMemorySymbolStore();
    private long writes;

    private record Written<T>(T what, long at) {}

    private record Row(
            Candle candle, int indicatorRevision, long hash, List<Double> values, long writtenAt) {

        boolean isCorrected() {
            return candle.revision() > 1 || indicatorRevision > 1;
        }

        Row orNewer(Row other) {
            boolean isNewer =
                    candle.revision() != other.candle.revision()
                            ? candle.revision() > other.candle.revision()
                            : indicatorRevision > other.indicatorRevision;
            return isNewer ? this : other;
        }
    }

    /** What a checkpoint holds, and how much was written by then. */
    record Checkpoint(InMemorySymbolStore store, long writes) {}

    Attempts(
            Market market,
            FoldOptions options,
            TradingSetup setup,
            long from,
            RandomGenerator random)
            throws Exception {
        this.market = market;
        this.options = options;
        this.random = random;
        fold = new SymbolFold(options);
        fold.onSetups(FoldRun.SYMBOL, List.of(setup), store, this);
        Baseline nothing = Baseline.nothing(FoldRun.SYMBOL, from, Market.END, true);
        fold.onBaseline(nothing, market.calendar(), store, this);
    }

    void page(long coveredUntil, Bar... bars) {
        BarColumns columns = BarColumns.of(market.size(), bars.length == 0 ? NONE : bars);
        try {
            BarPage page =
                    BarPage.of(FoldRun.SYMBOL, columns, coveredUntil, Long.MAX_VALUE / 2, "test");
            fold.onPage(page, market.calendar(), store, this);
        } catch (Exception e) {
            throw new AssertionError("page of " + bars.length + " bars", e);
        }
        if (random.nextInt(PAGES_IN_BATCH) == 0) {
            flushCandles();
        }
        if (random.nextInt(PAGES_IN_BATCH) == 0) {
            flushSignals();
        }
    }

    private void flush() {
        flushCandles();
        flushSignals();
    }

    private void flushSignals() {
        for (Signal signal : signalBatch) {
            Written<Signal> old = signals.get(signal.id());
            if (old == null || old.what.revision() <= signal.revision()) {
                signals.put(signal.id(), new Written<>(signal, writes));
            }
        }
        signalBatch.clear();
    }

    private void flushCandles() {
        batch.forEach((key, row) -> candles.merge(key, row, Row::orNewer));
        batch.clear();
    }

    Checkpoint checkpoint() {
        flush();
        return new Checkpoint(store.copy(), writes);
    }

    /**
     * A new attempt begins where the checkpoint was. What was not written yet is lost.
     *
     * @param slack how many of the writes before the checkpoint are told as well
     */
    void restore(Checkpoint checkpoint, long slack) throws Exception {
        batch.clear();
        signalBatch.clear();
        store = checkpoint.store.copy();
        fold = new SymbolFold(options);
        long since = checkpoint.writes - slack;
        fold.onUnsettled(unsettled(since), market.calendar(), store);
    }

    private UnsettledRows unsettled(long since) {
        StoredCandles corrected = new StoredCandles(0);
        candles.forEach(
                (key, row) -> {
                    if (row.writtenAt > since && row.isCorrected()) {
                        corrected.add(
                                new StoredCandles.Row(
                                        key.timeframe().ordinal(),
                                        key.openTime(),
                                        row.candle.revision(),
                                        FoldRun.hash(row.candle),
                                        row.indicatorRevision,
                                        row.hash,
                                        true));
                    }
                });
        StoredSignals said = new StoredSignals(0);
        for (Written<Signal> written : signals.values()) {
            Signal signal = written.what;
            if (written.at > since) {
                said.add(
                        new StoredSignals.Row(
                                signal.timeframe().ordinal(),
                                signal.openTime(),
                                SignalKey.of(signal.setup(), signal.strategy()),
                                signal.revision(),
                                signal.contentHash(),
                                signal.type().ordinal(),
                                StoredSignals.Origin.of(true, signal.status())));
            }
        }
        return new UnsettledRows(FoldRun.SYMBOL, corrected, said);
    }

    List<Candle> canonical() {
        flush();
        return candles.values().stream().map(row -> FoldRun.withoutRevision(row.candle)).toList();
    }

    Map<FoldRun.Key, List<Double>> canonicalValues() {
        flush();
        Map<FoldRun.Key, List<Double>> values = new TreeMap<>();
        candles.forEach((key, row) -> values.put(key, row.values));
        return values;
    }

    Map<String, Signal> standingSignals() {
        flush();
        SignalTable standing = new SignalTable();
        signals.values().forEach(written -> standing.take(written.what));
        return standing.standing();
    }

    List<StoppedStrategy> failures() {
        return failures;
    }

    @Override
    public void candles(CandlePage page) {
        writes++;
        for (int i = 0; i < page.size(); i++) {
            List<Double> values = new ArrayList<>();
            for (int k = 0; k < page.valueNames().width(); k++) {
                values.add(page.value(i, k));
            }
            Row row =
                    new Row(
                            page.candle(i),
                            page.indicatorRevision(i),
                            page.indicatorHash(i),
                            values,
                            writes);
            batch.merge(FoldRun.key(row.candle), row, Row::orNewer);
        }
    }

    @Override
    public void signal(Signal signal) {
        writes++;
        signalBatch.add(signal);
    }

    @Override
    public void late(LateBar bar) {
        throw new AssertionError("late: " + bar);
    }

    @Override
    public void snapshot(FoldSnapshot snapshot) {}

    @Override
    public void failed(StoppedStrategy failure) {
        failures.add(failure);
    }
}
