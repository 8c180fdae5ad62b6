package dev.candlemill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.kafka.KafkaTopic;
import dev.candlemill.kafka.KafkaTopics;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A live job that finds a candle on its topic of which its tables know nothing. */
class LiveReadBackIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Instant NOW = Instant.parse("2025-07-15T14:12:00Z");
    private static final String OPEN = "2025-07-15T14:00:00Z";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"at-least-once, 5", "exactly-once, 1"})
    void revisionsGoOnFromWhatWasSentUnlessItComesInTransactions(String delivery, int revision)
            throws Exception {
        EmbeddedKafkaFixture kafka = EmbeddedKafkaFixture.shared();
        String prefix = "back-" + delivery;
        KafkaTopics.prepare(
                KafkaSettings.of(kafka.bootstrapServers(), "test", 0).withPrefix(prefix),
                Set.of(KafkaTopic.BARS));
        try (BarTopic topic = new BarTopic(kafka.bootstrapServers(), prefix)) {
            topic.send("XNYS:A", BarTopic.json("XNYS:A", OPEN, 5));
            topic.send("XNYS:A", BarTopic.json("XNYS:A", "2025-07-15T14:05:00Z", 5));
            topic.await();
        }
        LiveRun run =
                new LiveRun(
                        POSTGRES,
                        folder,
                        List.of(
                                "--source=kafka",
                                "--sink=postgres,kafka",
                                "--from-offset=earliest",
                                "--kafka-bootstrap=" + kafka.bootstrapServers(),
                                "--kafka-prefix=" + prefix,
                                "--kafka-delivery=" + delivery,
                                "--set=kafka.catch-up=1s"));

        assertThat(revisionOf(run)).isEqualTo(1);
        String candles = KafkaTopic.CANDLES.name(prefix);
        await().atMost(Duration.ofMinutes(1)).until(() -> !kafka.read(candles).isEmpty());
        ConsumerRecord<byte[], byte[]> sent = kafka.read(candles).get(0);
        assertThat(new String(sent.value(), UTF_8)).contains("\"open_time\":\"" + OPEN);
        send(kafka, candles, sent);

        assertThat(revisionOf(run)).isEqualTo(revision);
    }

    /** Of a job that begins without a checkpoint, on tables that are empty. */
    private static int revisionOf(LiveRun run) throws Exception {
        POSTGRES.execute(
                "TRUNCATE candles, candle_revisions, symbol_progress, live_counts CASCADE");
        String query =
                "SELECT revision FROM candles WHERE timeframe = '5m' AND open_time = '"
                        + OPEN
                        + "'";
        try (Live live = new Live(run.options(NOW), BackfillProgress.SILENT)) {
            JobClient job = live.start();
            await().atMost(Duration.ofMinutes(1))
                    .until(
                            () ->
                                    POSTGRES.count("candles WHERE timeframe = '5m'") == 2
                                            && POSTGRES.count("symbol_progress") > 0);
            job.cancel().get();
        }
        return Integer.parseInt(POSTGRES.query(query).get(0));
    }

    /** The same candle with another content, at a revision that no table has. */
    private static void send(
            EmbeddedKafkaFixture kafka, String topic, ConsumerRecord<byte[], byte[]> sent)
            throws Exception {
        String other =
                new String(sent.value(), UTF_8)
                        .replace("\"revision\":1,", "\"revision\":4,")
                        .replaceFirst(
                                "\"content_hash\":\"[0-9a-f]+\"",
                                "\"content_hash\":\"0123456789abcdef\"");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    topic, null, sent.key(), other.getBytes(UTF_8), sent.headers()))
                    .get();
        }
    }
}
