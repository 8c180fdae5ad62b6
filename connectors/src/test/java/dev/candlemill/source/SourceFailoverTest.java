package dev.candlemill.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job that fails after a checkpoint sees every event of a symbol once, and in order. */
@Timeout(120)
class SourceFailoverTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final int SYMBOLS = 7;
    private static final int PAGES = 300;
    private static final int BARS = 5;
    private static final long START = Instant.parse("2025-01-20T00:00:00Z").toEpochMilli();
    private static final long STEP = 3_600_000L;
    private static final long END = START + 2 * PAGES * BARS * STEP;

    @Test
    void aFailureNeitherSkipsNorRepeatsEvents() throws Exception {
        assertThat(run(false)).hasSize(SYMBOLS);
        assertThat(run(true)).isEqualTo(run(false));
    }

    @Test
    void aPlanThatFailsFailsTheJobWithItsMessage() {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        env.fromSource(source(new UnplannedProvider()), WatermarkStrategy.noWatermarks(), "bars")
                .sinkTo(new DiscardingSink<>());
        assertThatThrownBy(env::execute)
                .hasStackTraceContaining(
                        "provider unplanned cannot say what there is to read:"
                                + " bars.csv:3: expected a number");
    }

    private static Map<String, String> run(boolean failOnce) throws Exception {
        FailingDigest.mayFail.set(failOnce);
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setParallelism(2);
        env.enableCheckpointing(20);
        Map<String, String> digests = new TreeMap<>();
        try (CloseableIterator<String> results =
                env.fromSource(source(), WatermarkStrategy.noWatermarks(), "bars")
                        .keyBy(SymbolEvent::symbol)
                        .process(new FailingDigest())
                        .returns(Types.STRING)
                        .executeAndCollect()) {
            results.forEachRemaining(
                    digest -> assertThat(digests.put(digest.split(" ")[0], digest)).isNull());
        }
        assertThat(FailingDigest.mayFail).isFalse();
        return digests;
    }

    private static ProviderSource source() {
        List<SymbolRange> ranges = new ArrayList<>();
        for (int i = 0; i < SYMBOLS; i++) {
            ranges.add(new SymbolRange("S" + i, START, START + PAGES * BARS * STEP));
            ranges.add(new SymbolRange("S" + i, START + PAGES * BARS * STEP, END));
        }
        return source(new FakeProvider(ranges, SourceFailoverTest::pages));
    }

    private static ProviderSource source(BarProvider provider) {
        return ProviderSource.between(
                provider,
                BaselineReader.Factory.nothingStored(),
                new ProviderSourceOptions(
                        END, CalendarSettings.of("CRYPTO", Alignment.SESSION, Hours.REGULAR)));
    }

    private static List<BarPage> pages(SymbolRange range) {
        return IntStream.range(0, PAGES)
                .mapToObj(
                        p -> {
                            BarColumns bars = new BarColumns(BARS);
                            long time = range.from() + p * BARS * STEP;
                            for (int i = 0; i < BARS; i++, time += STEP) {
                                bars.add(new Bar(time, 1, 2, 0.5, 1, i), BarSize.M5);
                            }
                            return BarPage.of(range.symbol(), bars, time, time, "fake");
                        })
                .toList();
    }

    private record UnplannedProvider() implements BarProvider {

        @Override
        public String name() {
            return "unplanned";
        }

        @Override
        public List<SymbolRange> plan() throws IOException {
            throw new IOException("bars.csv:3: expected a number");
        }

        @Override
        public PageCursor open(SymbolRange range, long position) {
            throw new UnsupportedOperationException();
        }
    }

    /** A running hash over each symbol's events; fails once, after a completed checkpoint. */
    private static final class FailingDigest
            extends KeyedProcessFunction<String, SymbolEvent, String>
            implements CheckpointListener {

        private static final long serialVersionUID = 1L;
        static final AtomicBoolean mayFail = new AtomicBoolean();

        private transient ValueState<Long> hash;
        private transient boolean hasCheckpoint;

        @Override
        public void open(OpenContext context) {
            hash = getRuntimeContext().getState(new ValueStateDescriptor<>("hash", Types.LONG));
        }

        @Override
        public void processElement(SymbolEvent event, Context context, Collector<String> out)
                throws Exception {
            if (hasCheckpoint && mayFail.compareAndSet(true, false)) {
                throw new IllegalStateException("a failure on purpose");
            }
            Long before = hash.value();
            long after = (before == null ? 17 : before) * 31 + hashOf(event);
            hash.update(after);
            if (event instanceof BarPage page && page.endOfInput()) {
                out.collect(event.symbol() + " " + after);
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            hasCheckpoint = true;
        }

        private static long hashOf(SymbolEvent event) {
            if (event instanceof Baseline baseline) {
                return baseline.from() ^ baseline.to();
            }
            BarPage page = (BarPage) event;
            long hash = page.coveredUntil();
            for (int i = 0; i < page.bars().size(); i++) {
                hash = hash * 31 + page.bars().openTime(i);
            }
            return hash;
        }
    }
}
