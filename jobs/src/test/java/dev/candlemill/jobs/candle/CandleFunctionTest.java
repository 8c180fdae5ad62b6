package dev.candlemill.jobs.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.Bars;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.SymbolCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell around the fold: keys, state backends, restore, side outputs. */
class CandleFunctionTest {

    static final CalendarSettings CALENDARS =
            CalendarSettings.of("XNYS", Alignment.SESSION, Hours.REGULAR);
    private static final long NOW = Bars.at("2026-01-01T00:00:00Z");

    private final List<Candle> emitted = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void keepsSymbolsApart(String backend) throws Exception {
        try (var harness = harness(backend, null)) {
            harness.processElement(page("A", 0, 78), 0);
            harness.processElement(page("B", 0, 78), 0);
            collect(harness);

            assertThat(emitted).filteredOn(c -> c.symbol().equals("A")).hasSize(emitted.size() / 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void givesTheSameRowsWhenRestoredAtAnyPage(String backend) throws Exception {
        List<BarPage> pages = disorderedPages();
        Map<String, Candle> expected = lastRows(run(backend, pages, -1));
        for (int cut = 0; cut < pages.size(); cut += 5) {
            emitted.clear();
            assertThat(lastRows(run(backend, pages, cut))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void reportsBalancedCountsAtTheEndEvenAfterARestore(String backend) throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(backend, null)) {
            harness.processElement(page("A", 0, 78), 0);
            harness.processElement(page("A", 0, 10), 0);
            harness.processElement(page("B", 0, 5), 0);
            state = harness.snapshot(1, 1);
        }
        try (var harness = harness(backend, state)) {
            harness.processElement(page("A", 78, 80), 0);
            harness.processWatermark(Watermark.MAX_WATERMARK);

            Map<String, SymbolCounts> counts = new TreeMap<>();
            harness.getSideOutput(CandleFunction.REPORTS)
                    .forEach(r -> counts.put(r.getValue().symbol(), r.getValue().counts()));
            assertThat(counts).containsOnlyKeys("A", "B");
            assertThat(counts.get("A").in).isEqualTo(90);
            assertThat(counts.get("A").duplicate).isEqualTo(10);
            assertThat(counts.get("A").accepted).isEqualTo(80);
            assertThat(counts.get("A").candles(Timeframe.M5)).isEqualTo(80);
            assertThat(counts.values()).allMatch(SymbolCounts::isBalanced);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void sendsBarsBeyondTheHorizonToLate(String backend) throws Exception {
        List<Bar> bars = Bars.of(calendar(), BarSize.M5, "2025-05-01", "2025-07-15", 1);
        try (var harness = harness(backend, null)) {
            harness.processElement(pageOf("A", bars), 0);
            harness.processElement(pageOf("A", List.of(Bars.flat(bars.get(3).openTime(), 9))), 0);

            assertThat(harness.getSideOutput(CandleFunction.LATE))
                    .extracting(r -> r.getValue().reason())
                    .containsExactly(LateBar.Reason.BEYOND_HORIZON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void changesNoSnapshotThatIsBeingWritten(String backend) throws Exception {
        OperatorSubtaskState early;
        try (var harness = harness(backend, null)) {
            harness.processElement(page("A", 0, 40), 0);
            early = harness.snapshot(1, 1);
            harness.processElement(page("A", 40, 78), 0);
        }
        try (var harness = harness(backend, early)) {
            harness.processElement(page("A", 40, 78), 0);
            collect(harness);
            assertThat(emitted).filteredOn(c -> c.timeframe() == Timeframe.D1).hasSize(1);
            assertThat(emitted).allMatch(c -> c.revision() == 1);
        }
    }

    private List<Candle> run(String backend, List<BarPage> pages, int cut) throws Exception {
        OperatorSubtaskState state = null;
        var harness = harness(backend, null);
        for (int i = 0; i < pages.size(); i++) {
            if (i == cut) {
                state = harness.snapshot(i, i);
                collect(harness);
                harness.close();
                harness = harness(backend, state);
            }
            harness.processElement(pages.get(i), 0);
        }
        collect(harness);
        harness.close();
        return emitted;
    }

    /** Two symbols over a month, with late and corrected bars in later pages. */
    static List<BarPage> disorderedPages() {
        List<Bar> bars =
                new ArrayList<>(Bars.of(calendar(), BarSize.M5, "2025-07-01", "2025-07-31", 1));
        Random random = new Random(4);
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(bars.size() - 300);
            Bar moved = bars.remove(from);
            bars.add(from + random.nextInt(300), moved);
            bars.add(from + 250, Bars.flat(bars.get(from).openTime(), 90 + i));
        }
        List<BarPage> pages = new ArrayList<>();
        long progress = 0;
        for (int i = 0; i < bars.size(); i += 61) {
            List<Bar> part = bars.subList(i, Math.min(bars.size(), i + 61));
            for (Bar bar : part) {
                progress = Math.max(progress, bar.openTime() + BarSize.M5.millis());
            }
            BarColumns columns = BarColumns.of(BarSize.M5, part.toArray(new Bar[0]));
            pages.add(BarPage.of(i % 2 == 0 ? "A" : "B", columns, progress, NOW, "test"));
        }
        pages.add(BarPage.endOfInput("A", NOW, NOW, "test"));
        pages.add(BarPage.endOfInput("B", NOW, NOW, "test"));
        return pages;
    }

    private static Map<String, Candle> lastRows(List<Candle> candles) {
        Map<String, Candle> rows = new TreeMap<>();
        candles.forEach(c -> rows.put(c.symbol() + c.timeframe() + c.openTime(), c));
        return rows;
    }

    private static BarPage page(String symbol, int from, int to) {
        return pageOf(
                symbol,
                Bars.of(calendar(), BarSize.M5, "2025-07-02", "2025-07-03", 1).subList(from, to));
    }

    private static BarPage pageOf(String symbol, List<Bar> bars) {
        BarColumns columns = BarColumns.of(BarSize.M5, bars.toArray(new Bar[0]));
        long covered = bars.get(bars.size() - 1).openTime() + BarSize.M5.millis();
        return BarPage.of(symbol, columns, covered, NOW, "test");
    }

    private static VenueCalendar calendar() {
        return CALENDARS.calendarOf("A");
    }

    private void collect(
            KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage> h) {
        for (CandlePage page : h.extractOutputValues()) {
            for (int i = 0; i < page.size(); i++) {
                emitted.add(page.candle(i));
            }
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage> harness(
            String backend, OperatorSubtaskState restored) throws Exception {
        return CandleHarness.open(CALENDARS, FoldOptions.DEFAULT, backend, restored);
    }
}
