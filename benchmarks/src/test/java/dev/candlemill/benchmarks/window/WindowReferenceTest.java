package dev.candlemill.benchmarks.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.FoldRun;
import dev.candlemill.jobs.pipeline.CandlePipeline;
import dev.candlemill.jobs.pipeline.PipelineOptions;
import dev.candlemill.jobs.pipeline.Sinks;
import dev.candlemill.jobs.validate.ValidationOptions;
import dev.candlemill.wire.WireTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fold against Flink's own window operator, which knows nothing of it, on the same bars. */
class WindowReferenceTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @ParameterizedTest
    @CsvSource({
        "SESSION, M5, 1",
        "SESSION, M1, 2",
        "CLOCK, M5, 3",
        "CLOCK, M1, 4",
        "UTC, M5, 5",
        "UTC, M1, 6"
    })
    void foldGivesTheCandlesOfTheWindowOperator(Alignment alignment, BarSize size, long seed)
            throws Exception {
        CalendarSettings calendars = CalendarSettings.of("XNYS", alignment, Hours.REGULAR);
        MarketBars bars = MarketBars.of(seed, size, calendars);
        Random random = new Random(seed);

        Map<String, Candle> windows = byWindows(Feed.inOrder(bars, random), calendars);
        Map<String, Candle> fold = byFold(Feed.disordered(bars, calendars, random), calendars, 2);

        assertThat(windows.values().stream().map(Candle::timeframe).distinct())
                .hasSize(Timeframe.count());
        assertThat(fold.keySet()).isEqualTo(windows.keySet());
        assertThat(fold).isEqualTo(windows);
    }

    @Test
    void foldGivesTheSameCandlesAtAnyParallelismAndOrder() throws Exception {
        CalendarSettings calendars = CalendarSettings.of("XNYS", Alignment.SESSION, Hours.REGULAR);
        MarketBars bars = MarketBars.of(9, BarSize.M5, calendars);
        Map<String, Candle> expected = byFold(ended(bars, calendars, 1), calendars, 1);
        for (int parallelism : new int[] {1, 2, 4}) {
            List<SymbolEvent> events = ended(bars, calendars, 10 + parallelism);

            assertThat(byFold(events, calendars, parallelism)).isEqualTo(expected);
        }
    }

    private static List<SymbolEvent> ended(MarketBars bars, CalendarSettings c, long seed) {
        return Feed.disordered(bars, c, new Random(seed));
    }

    private static Map<String, Candle> byWindows(
            List<SymbolEvent> events, CalendarSettings calendars) throws Exception {
        StreamExecutionEnvironment env = environment(2);
        // Symbols may run ahead of each other by all there is.
        DataStream<Candle> candles =
                WindowPipeline.define(stream(env, events), calendars, Duration.ofDays(365));
        Map<String, Candle> rows = new TreeMap<>();
        try (CloseableIterator<Candle> results = candles.collectAsync()) {
            env.executeAsync();
            while (results.hasNext()) {
                Candle candle = results.next();
                assertThat(rows.put(key(candle), FoldRun.withoutRevision(candle))).isNull();
            }
        }
        return rows;
    }

    private static Map<String, Candle> byFold(
            List<SymbolEvent> events, CalendarSettings calendars, int parallelism)
            throws Exception {
        StreamExecutionEnvironment env = environment(parallelism);
        AtomicReference<CloseableIterator<CandlePage>> pages = new AtomicReference<>();
        CandlePipeline.define(
                stream(env, events),
                new PipelineOptions(
                        calendars,
                        ValidationOptions.withSkew(0),
                        FoldOptions.DEFAULT.candlesOnly()),
                new Sinks(
                        candles -> pages.set(candles.collectAsync()),
                        signals -> {},
                        stopped -> {},
                        rejected -> {},
                        late -> {},
                        snapshots -> {},
                        reports -> {}));
        env.executeAsync();
        Map<String, Candle> last = new TreeMap<>();
        try (CloseableIterator<CandlePage> results = pages.get()) {
            while (results.hasNext()) {
                keepNewest(results.next(), last);
            }
        }
        last.replaceAll((key, candle) -> FoldRun.withoutRevision(candle));
        return last;
    }

    private static void keepNewest(CandlePage page, Map<String, Candle> last) {
        for (int i = 0; i < page.size(); i++) {
            Candle candle = page.candle(i);
            Candle old = last.put(key(candle), candle);
            assertThat(candle.revision()).isEqualTo(old == null ? 1 : old.revision() + 1);
        }
    }

    private static String key(Candle candle) {
        return candle.symbol() + " " + candle.timeframe().wire() + " " + candle.openTime();
    }

    /** By key from the start: between a source of one and more subtasks order would be lost. */
    private static DataStream<SymbolEvent> stream(
            StreamExecutionEnvironment env, List<SymbolEvent> events) {
        return env.fromData(new ArrayList<>(events), WireTypes.SYMBOL_EVENT)
                .setParallelism(1)
                .keyBy(SymbolEvent::symbol);
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(parallelism);
        env.setMaxParallelism(128);
        env.getConfig().enableObjectReuse();
        return env;
    }
}
