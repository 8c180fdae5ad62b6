package dev.candlemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.CandleRows;
import dev.candlemill.wire.WireTypes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
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
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaSinksTest {

    private static final int ELEMENTS = 500;
    private static final long SLOT = 300_000L;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final AtomicBoolean FAILED = new AtomicBoolean();
    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();
    private static final AtomicInteger MAPPED = new AtomicInteger();
    private static final AtomicReference<IntConsumer> BEFORE_FAILURE = new AtomicReference<>();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private EmbeddedKafkaFixture kafka;

    @BeforeEach
    void broker() throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
        FAILED.set(false);
        CHECKPOINTS.set(0);
        MAPPED.set(0);
        BEFORE_FAILURE.set(mapped -> {});
    }

    @Test
    void losesNothingAtLeastOnceAndCanBeDeduplicated() throws Exception {
        KafkaSettings settings =
                KafkaSettings.of(kafka.bootstrapServers(), "run", 7).withPrefix("atleast");
        List<ConsumerRecord<byte[], byte[]>> records = run(settings);
        assertThat(records).hasSizeGreaterThanOrEqualTo(2 * ELEMENTS);
        assertThat(identities(records).stream().distinct()).hasSize(2 * ELEMENTS);
        assertThat(new String(records.get(0).key(), StandardCharsets.UTF_8))
                .matches("S\\d\\|(5m|1d)");
    }

    @Test
    void commitsEveryRecordOnceWhenAskedTo() throws Exception {
        KafkaSettings settings =
                KafkaSettings.of(kafka.bootstrapServers(), "run", 7)
                        .withPrefix("exactly")
                        .exactlyOnce(TIMEOUT);
        String topic = "exactly.market.candles.v1";
        BEFORE_FAILURE.set(mapped -> awaitOnTheBroker(topic, 2 * mapped));
        List<ConsumerRecord<byte[], byte[]>> records = run(settings);
        assertThat(identities(records)).hasSize(2 * ELEMENTS).doesNotHaveDuplicates();
        assertThat(kafka.readUncommitted(topic)).hasSizeGreaterThan(2 * ELEMENTS);
    }

    @Test
    void sendsRejectedAndLateBars() throws Exception {
        KafkaSettings settings =
                KafkaSettings.of(kafka.bootstrapServers(), "run", 7).withPrefix("side");
        KafkaTopics.prepare(settings, Optional.empty());
        StreamExecutionEnvironment env = environment(false);
        KafkaSinks.rejected(
                elements(env, KafkaSinksTest::rejected, WireTypes.REJECTED_BAR), settings);
        KafkaSinks.late(elements(env, KafkaSinksTest::late, WireTypes.LATE_BAR), settings);
        env.execute();
        for (KafkaTopic topic : List.of(KafkaTopic.REJECTED, KafkaTopic.LATE)) {
            List<ConsumerRecord<byte[], byte[]>> records = kafka.read(topic.name("side"));
            assertThat(records).hasSize(ELEMENTS);
            for (ConsumerRecord<byte[], byte[]> record : records.subList(0, 20)) {
                JsonNode value = RecordSchemas.parse(record.value());
                assertThat(RecordSchemas.problems(topic, value)).isEmpty();
            }
        }
    }

    @Test
    void staysOneVertex() {
        StreamExecutionEnvironment env = environment(true);
        KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers(), "run", 7);
        KafkaSinks.candles(
                elements(env, KafkaSinksTest::page, WireTypes.CANDLE_PAGE),
                settings.exactlyOnce(TIMEOUT));
        assertThat(
                        env.getStreamGraph()
                                .getJobGraph(getClass().getClassLoader(), null)
                                .getNumberOfVertices())
                .isEqualTo(1);
    }

    private List<ConsumerRecord<byte[], byte[]>> run(KafkaSettings settings) throws Exception {
        KafkaTopics.prepare(settings, Optional.of(Duration.ofMinutes(1)));
        StreamExecutionEnvironment env = environment(true);
        KafkaSinks.candles(elements(env, KafkaSinksTest::page, WireTypes.CANDLE_PAGE), settings);
        env.execute();
        assertThat(FAILED).isTrue();
        return kafka.read(KafkaTopic.CANDLES.name(settings.prefix()));
    }

    /** The failure aborts only what has left the producers' buffers. */
    private void awaitOnTheBroker(String topic, int records) {
        int found;
        do {
            found = kafka.readUncommitted(topic).size();
        } while (found < records);
    }

    private static List<String> identities(List<ConsumerRecord<byte[], byte[]>> records)
            throws Exception {
        List<String> identities = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            JsonNode value = RecordSchemas.parse(record.value());
            identities.add(value.get("event_id").asText() + " " + value.get("revision").asInt());
        }
        return identities;
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
            env.enableCheckpointing(200);
        }
        return env;
    }

    private static <T> DataStream<T> elements(
            StreamExecutionEnvironment env,
            GeneratorFunction<Long, T> generator,
            TypeInformation<T> type) {
        boolean fails = env.getCheckpointConfig().isCheckpointingEnabled();
        RateLimiterStrategy rate =
                fails ? RateLimiterStrategy.perCheckpoint(100) : RateLimiterStrategy.noOp();
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
        CandleRows rows = new CandleRows();
        for (Timeframe timeframe : List.of(Timeframe.M5, Timeframe.D1)) {
            rows.add(
                    new Candle(
                            symbol,
                            timeframe,
                            i * SLOT,
                            (i + 1) * SLOT,
                            0,
                            1,
                            2,
                            1,
                            2,
                            10,
                            1,
                            1,
                            1,
                            1));
        }
        return rows.toPage(symbol, "file", true);
    }

    private static RejectedBar rejected(long i) {
        return new RejectedBar("S", i * SLOT, RejectReason.FUTURE, "a.csv:" + i, "?", "file");
    }

    private static LateBar late(long i) {
        Bar bar = new Bar(i * SLOT, 1, 1, 1, 1, 1);
        return new LateBar("S", bar, BarSize.M5, 0, LateBar.Reason.BEFORE_RUN, "file");
    }

    /** Fails once, when a checkpoint is complete and more elements have come since. */
    private static final class FailOnce<T> implements MapFunction<T, T>, CheckpointListener {

        private final boolean fails;
        private int sinceCheckpoint;

        FailOnce(boolean fails) {
            this.fails = fails;
        }

        @Override
        public T map(T value) {
            if (fails && CHECKPOINTS.get() >= 2 && ++sinceCheckpoint > 20) {
                if (FAILED.compareAndSet(false, true)) {
                    BEFORE_FAILURE.get().accept(MAPPED.get());
                    throw new IllegalStateException("on purpose");
                }
            }
            MAPPED.incrementAndGet();
            return value;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            CHECKPOINTS.incrementAndGet();
        }
    }
}
