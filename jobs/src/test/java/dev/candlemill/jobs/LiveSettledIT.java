package dev.candlemill.jobs;

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
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A live job whose topic brings no more bars of a symbol that an earlier one followed. */
class LiveSettledIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    @TempDir private Path folder;

    @Test
    void closesWhatWasOpenInSilenceAlthoughAllStateIsLost() throws Exception {
        KafkaTopics.prepare(
                KafkaSettings.of(broker(), "test", 0).withPrefix("settled"),
                Set.of(KafkaTopic.BARS));
        try (BarTopic topic = new BarTopic(broker(), "settled")) {
            for (String bar : List.of("19:35", "19:40", "19:45", "19:50")) {
                topic.send("XNYS:A", BarTopic.json("XNYS:A", "2025-07-15T" + bar + ":00Z", 5));
            }
            topic.await();
        }
        runUntil("SELECT count(*) FROM symbol_progress", 1, "2025-07-15T19:56:00Z");
        assertThat(POSTGRES.query("SELECT timeframe FROM candles WHERE timeframe IN ('1h', '1d')"))
                .isEmpty();

        runUntil(
                "SELECT count(*) FROM candles WHERE timeframe IN ('30m', '1h', '1d')",
                3,
                "2025-07-15T20:01:00Z",
                "--from-offset=latest");
        assertThat(
                        POSTGRES.query(
                                "SELECT bar_count || '/' || expected_bar_count FROM candles"
                                        + " WHERE timeframe IN ('30m', '1d') ORDER BY timeframe"))
                .containsExactly("4/78", "4/6");
    }

    private static String broker() throws Exception {
        return EmbeddedKafkaFixture.shared().bootstrapServers();
    }

    private void runUntil(String query, int count, String marketTime, String... more)
            throws Exception {
        LiveRun run =
                new LiveRun(
                        POSTGRES,
                        folder,
                        List.of(
                                "--source=kafka",
                                "--kafka-bootstrap=" + broker(),
                                "--kafka-prefix=settled",
                                "--set=kafka.catch-up=1s"));
        LiveOptions options = run.options(Instant.parse(marketTime), more);
        try (Live live = new Live(options, BackfillProgress.SILENT)) {
            JobClient job = live.start();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Integer.parseInt(POSTGRES.query(query).get(0)) >= count);
            job.cancel().get();
        }
    }
}
