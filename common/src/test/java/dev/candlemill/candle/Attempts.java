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

/**
 * One symbol of a job that fails and is restored, over tables that forget nothing of what failed
 * attempts wrote: a lower revision changes nothing, and of equal ones the last word counts.
 */
final class Attempts implements SymbolFold.Output {

    private static final Bar[] NONE = {};

    private final Market market;
    private final FoldOptions options;
    private final Map<FoldRun.Key, Row> candles = new TreeMap<>();
    private final Map<String, Written<Signal>> signals = new TreeMap<>();
    private final List<StoppedStrategy> failures = new ArrayList<>();
    private SymbolFold fold;
    private InMemorySymbolStore store = new InMemorySymbolStore();
    private long writes;

    private record Written<T>(T what, long at) {}

    private record Row(
            Candle candle,
            int indicatorRevision,
            long hash,
            List<Double> values,
            long correctedAt) {

        boolean isNewerThan(Row other) {
            return candle.revision() != other.candle.revision()
                    ? candle.revision() > other.candle.revision()
                    : indicatorRevision > other.indicatorRevision;
        }
    }

    /** What a checkpoint holds, and how much was written by then. */
    record Checkpoint(InMemorySymbolStore store, long writes) {}

    Attempts(Market market, FoldOptions options, TradingSetup setup, long from) throws Exception {
        this.market = market;
        this.options = options;
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
    }

    Checkpoint checkpoint() {
        return new Checkpoint(store.copy(), writes);
    }

    /**
     * A new attempt begins where the checkpoint was.
     *
     * @param slack how many of the writes before the checkpoint are told as well
     */
    void restore(Checkpoint checkpoint, long slack) throws Exception {
        store = checkpoint.store.copy();
        fold = new SymbolFold(options);
        long since = checkpoint.writes - slack;
        fold.onUnsettled(unsettled(since), market.calendar(), store);
    }

    private UnsettledRows unsettled(long since) {
        StoredCandles corrected = new StoredCandles(0);
        candles.forEach(
                (key, row) -> {
                    if (row.correctedAt > since) {
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
        return candles.values().stream().map(row -> FoldRun.withoutRevision(row.candle)).toList();
    }

    Map<FoldRun.Key, List<Double>> canonicalValues() {
        Map<FoldRun.Key, List<Double>> values = new TreeMap<>();
        candles.forEach((key, row) -> values.put(key, row.values));
        return values;
    }

    Map<String, Signal> standingSignals() {
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
                            Long.MIN_VALUE);
            candles.merge(FoldRun.key(row.candle), row, this::merged);
        }
    }

    private Row merged(Row old, Row row) {
        if (old.isNewerThan(row)) {
            return old;
        }
        long correctedAt = row.isNewerThan(old) ? writes : old.correctedAt;
        return new Row(row.candle, row.indicatorRevision, row.hash, row.values, correctedAt);
    }

    @Override
    public void signal(Signal signal) {
        writes++;
        Written<Signal> old = signals.get(signal.id());
        if (old == null || old.what.revision() <= signal.revision()) {
            signals.put(signal.id(), new Written<>(signal, writes));
        }
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
