package dev.candlemill.jobs.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.SeriesOptions;
import dev.candlemill.candle.StoppedStrategy;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import dev.candlemill.strategy.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indicators and signals of two symbols, on both state backends, over restores. */
class SignalRestoreTest {

    private static final FoldOptions OPTIONS =
            new FoldOptions(
                    60_000,
                    false,
                    FoldOptions.DEFAULT.timeframeMask(),
                    new SeriesOptions(true, List.of(), WarmUp.DEFINED));

    /** What is stored when all is written: rows with their values, and signals by id. */
    private final Map<String, String> stored = new TreeMap<>();

    /** Revisions of each signal, in the order of their sending. */
    private final Map<String, List<Integer>> revisions = new TreeMap<>();

    private final List<StoppedStrategy> stopped = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void givesTheSameWhenRestoredAtAnyPage(String backend) throws Exception {
        List<SymbolEvent> events = events("every_candle", "sma_cross(2,5)", "rsi(3,40,60)");
        run(backend, events, -1);
        Map<String, String> expected = new TreeMap<>(stored);
        Map<String, List<Integer>> expectedRevisions = new TreeMap<>(revisions);
        assertThat(expectedRevisions.values()).anyMatch(all -> all.size() > 1);

        for (int cut = 1; cut < events.size(); cut += 6) {
            stored.clear();
            revisions.clear();
            run(backend, events, cut);
            assertThat(stored).as("restored before event " + cut).isEqualTo(expected);
            assertThat(revisions).isEqualTo(expectedRevisions);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void setupsThatChangedAreInTheState(String backend) throws Exception {
        List<SymbolEvent> events = events("every_candle", "rsi(3,40,60)");
        TradingSetup added =
                new TradingSetup(
                        "added",
                        "A",
                        List.of(Timeframe.M15, Timeframe.H1),
                        List.of("sma(4)"),
                        List.of("sma_cross(2,5)", "every_candle"),
                        TradingSetup.Status.ACTIVE);
        int third = events.size() / 3;
        events.add(third, new ActiveSetups("A", List.of(added)));
        events.add(2 * third, new ActiveSetups("B", List.of()));
        run(backend, events, -1);
        Map<String, String> expected = new TreeMap<>(stored);
        Map<String, List<Integer>> expectedRevisions = new TreeMap<>(revisions);
        assertThat(expected.values()).anyMatch(row -> row.contains("setup=added"));

        for (int cut = third - 1; cut < events.size(); cut += 5) {
            stored.clear();
            revisions.clear();
            run(backend, events, cut);
            assertThat(stored).as("restored before event " + cut).isEqualTo(expected);
            assertThat(revisions).isEqualTo(expectedRevisions);
        }
    }

    @Test
    void aSetupThatCannotBeComputedIsSilentAndSaysWhyAndCandlesGoOn() throws Exception {
        run("hashmap", events("sma_cross(50,20)", "every_candle"), -1);

        assertThat(stopped)
                .extracting(StoppedStrategy::setup, StoppedStrategy::strategy)
                .containsOnly(
                        tuple("setup-A", "sma_cross(50,20)"), tuple("setup-B", "sma_cross(50,20)"));
        assertThat(stopped).allMatch(failure -> failure.reason().contains("fast"));
        assertThat(revisions).isEmpty();
        assertThat(stored).isNotEmpty();
    }

    private static List<SymbolEvent> events(String... strategies) {
        List<BarPage> pages = CandleFunctionTest.disorderedPages();
        List<SymbolEvent> events = new ArrayList<>();
        for (String symbol : List.of("A", "B")) {
            TradingSetup setup =
                    new TradingSetup(
                            "setup-" + symbol,
                            symbol,
                            List.of(Timeframe.M15, Timeframe.H1, Timeframe.D1),
                            List.of("sma(3)"),
                            List.of(strategies),
                            TradingSetup.Status.ACTIVE);
            long from = pages.get(0).bars().openTime(0) - 40L * 86_400_000;
            Baseline nothing = Baseline.nothing(symbol, from, Long.MAX_VALUE, true);
            events.add(nothing.withSetups(List.of(setup)));
        }
        events.addAll(pages);
        return events;
    }

    private void run(String backend, List<SymbolEvent> events, int cut) throws Exception {
        var harness = open(backend, null);
        for (int i = 0; i < events.size(); i++) {
            if (i == cut) {
                OperatorSubtaskState state = harness.snapshot(i, i);
                collect(harness);
                harness.close();
                harness = open(backend, state);
            }
            harness.processElement(events.get(i), 0);
        }
        collect(harness);
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage> open(
            String backend, OperatorSubtaskState restored) throws Exception {
        return CandleHarness.open(CandleFunctionTest.CALENDARS, OPTIONS, backend, restored);
    }

    private void collect(
            KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage> harness) {
        for (CandlePage page : harness.extractOutputValues()) {
            for (int i = 0; i < page.size(); i++) {
                String key = page.symbol() + page.timeframe(i) + page.openTime(i);
                stored.put(key, page.candle(i) + values(page, i));
            }
        }
        var signals = harness.getSideOutput(CandleFunction.SIGNALS);
        if (signals != null) {
            signals.forEach(signal -> collect(signal.getValue()));
        }
        var failures = harness.getSideOutput(CandleFunction.STOPPED);
        if (failures != null) {
            failures.forEach(failure -> stopped.add(failure.getValue()));
        }
    }

    private void collect(Signal signal) {
        String id = signal.strategy() + signal.id();
        stored.put(id, signal.toString());
        revisions.computeIfAbsent(id, key -> new ArrayList<>()).add(signal.revision());
    }

    private static String values(CandlePage page, int i) {
        StringBuilder values = new StringBuilder();
        for (int k = 0; k < page.valueNames().width(); k++) {
            values.append(' ').append(page.value(i, k));
        }
        return values.append(" at ").append(page.indicatorRevision(i)).toString();
    }
}
