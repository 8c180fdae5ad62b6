package dev.candlemill.csv;

import static dev.candlemill.csv.Candles.T0;
import static dev.candlemill.csv.Candles.candle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.wire.WireTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CsvSinksTest {

    private static final int ELEMENTS = 2000;
    private static final long SLOT = 300_000L;

    private static final AtomicBoolean FAILED = new AtomicBoolean();
    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir Path directory;

    @BeforeEach
    void noFailureYet() {
        FAILED.set(false);
        CHECKPOINTS.set(0);
    }

    @Test
    void writesEveryRowOnceThoughTheJobFails() throws Exception {
        StreamExecutionEnvironment env = environment(true);
        CsvSinks.candles(
                elements(env, CsvSinksTest::page, WireTypes.CANDLE_PAGE, true), tinyMemory("run"));
        CsvSinks.rejected(
                elements(env, CsvSinksTest::rejected, WireTypes.REJECTED_BAR, false),
                tinyMemory("run"));
        CsvSinks.late(
                elements(env, CsvSinksTest::late, WireTypes.LATE_BAR, false), tinyMemory("run"));
        env.execute();

        assertThat(FAILED).isTrue();
        assertThat(rows("candles.csv")).hasSize(2 * ELEMENTS).doesNotHaveDuplicates();
        assertThat(rows("rejected.csv")).hasSize(ELEMENTS).isSorted();
        assertThat(rows("rejected.csv").stream().distinct()).hasSize(ELEMENTS / 2);
        assertThat(rows("late.csv")).hasSize(ELEMENTS).isSorted().doesNotHaveDuplicates();
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder("candles.csv", "rejected.csv", "late.csv");
    }

    @Test
    void changesNothingWhenRunAgainWithoutCheckpoints() throws Exception {
        for (String run : List.of("first", "second")) {
            StreamExecutionEnvironment env = environment(false);
            CsvSinks.candles(
                    elements(env, CsvSinksTest::page, WireTypes.CANDLE_PAGE, false),
                    tinyMemory(run));
            env.execute();
            Path copy = directory.resolve(run);
            Files.copy(directory.resolve("candles.csv"), copy);
        }
        assertThat(directory.resolve("first")).hasSameBinaryContentAs(directory.resolve("second"));
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder("candles.csv", "first", "second");
    }

    @Test
    void writesHeadersWhenNothingComes() throws Exception {
        StreamExecutionEnvironment env = environment(false);
        DataStream<RejectedBar> none =
                elements(env, CsvSinksTest::rejected, WireTypes.REJECTED_BAR, false)
                        .filter(bar -> false)
                        .uid("none");
        CsvSinks.rejected(none, tinyMemory("run"));
        env.execute();
        assertThat(Files.readString(directory.resolve("rejected.csv")))
                .isEqualTo(CsvFile.REJECTED.header() + "\n");
    }

    @Test
    void staysOneVertexUpToTheMerge() {
        StreamExecutionEnvironment env = environment(true);
        CsvSinks.candles(
                elements(env, CsvSinksTest::page, WireTypes.CANDLE_PAGE, false), tinyMemory("run"));
        List<JobVertex> vertices =
                env.getStreamGraph()
                        .getJobGraph(getClass().getClassLoader(), null)
                        .getVerticesSortedTopologicallyFromSources();
        assertThat(vertices)
                .extracting(JobVertex::getName)
                .containsExactly(
                        "Source: elements -> fail once -> candles -> sorted runs",
                        "merge candles.csv");
        assertThat(vertices.get(1).getParallelism()).isEqualTo(1);
    }

    @Test
    void failsWithAClearMessageWhenTheDiskIsFull() throws Exception {
        StreamExecutionEnvironment env = environment(false);
        CsvStorage fullDisk = file -> new NoSpaceLeft();
        CsvSinks.candles(
                elements(env, CsvSinksTest::page, WireTypes.CANDLE_PAGE, false),
                tinyMemory("run"),
                fullDisk);
        assertThatThrownBy(env::execute)
                .rootCause()
                .hasMessageContaining("No space left on device");
        assertThat(directory.resolve("candles.csv")).doesNotExist();
    }

    private static StreamExecutionEnvironment environment(boolean checkpoints) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        if (checkpoints) {
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            configuration.set(
                    RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                    Duration.ofMillis(10));
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(2);
        if (checkpoints) {
            env.enableCheckpointing(100);
        }
        return env;
    }

    private CsvSettings tinyMemory(String runId) {
        return CsvSettings.of(directory.toString(), runId).withSortMemory(10_000);
    }

    private static <T> DataStream<T> elements(
            StreamExecutionEnvironment env,
            GeneratorFunction<Long, T> generator,
            TypeInformation<T> type,
            boolean fails) {
        RateLimiterStrategy rate =
                env.getCheckpointConfig().isCheckpointingEnabled()
                        ? RateLimiterStrategy.perCheckpoint(ELEMENTS / 5)
                        : RateLimiterStrategy.noOp();
        DataGeneratorSource<T> source = new DataGeneratorSource<>(generator, ELEMENTS, rate, type);
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "elements")
                .uid("elements " + type)
                .map(new FailOnce<T>(fails))
                .returns(type)
                .name("fail once")
                .uid("fail once " + type);
    }

    private static CandlePage page(long i) {
        String symbol = "S" + i % 7;
        return Candles.page(
                candle(symbol, Timeframe.M5, T0 + i * SLOT, 1, 10 + i * 0.01),
                candle(symbol, Timeframe.D1, T0 + i * SLOT, 1, 10 + i * 0.01));
    }

    private static RejectedBar rejected(long i) {
        String place = String.format("a.csv:%05d", i / 2);
        return new RejectedBar("S", T0, RejectReason.UNPARSABLE, place, "?", "file");
    }

    private static LateBar late(long i) {
        Bar bar = new Bar(T0 + i * SLOT, 1, 1, 1, 1, 1);
        return new LateBar("S", bar, BarSize.M5, T0, LateBar.Reason.BEYOND_HORIZON, "file");
    }

    private List<String> rows(String file) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve(file));
        return lines.subList(1, lines.size());
    }

    /** Fails once, when two checkpoints are complete and more elements have come since. */
    private static final class FailOnce<T> implements MapFunction<T, T>, CheckpointListener {

        private final boolean fails;
        private int sinceSecondCheckpoint;

        FailOnce(boolean fails) {
            this.fails = fails;
        }

        @Override
        public T map(T value) {
            if (fails && CHECKPOINTS.get() >= 2 && ++sinceSecondCheckpoint > 50) {
                if (FAILED.compareAndSet(false, true)) {
                    throw new IllegalStateException("on purpose");
                }
            }
            return value;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            if (fails) {
                CHECKPOINTS.incrementAndGet();
            }
        }
    }

    private static final class NoSpaceLeft extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }
}
