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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A topic whose partitions are hours apart. */
class LivePartitionsIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Instant CLOSED = Instant.parse("2025-07-15T20:10:00Z");

    @TempDir private Path folder;

    @Test
    void aPartitionThatIsHoursBehindDelaysNobodyAndLosesNothing() throws Exception {
        String bootstrap = EmbeddedKafkaFixture.shared().bootstrapServers();
        KafkaTopics.prepare(
                KafkaSettings.of(bootstrap, "test", 0).withPrefix("apart").withPartitions(2),
                Set.of(KafkaTopic.BARS));
        List<String> arguments =
                List.of(
                        "--source=kafka",
                        "--symbols=XNYS:AHEAD,CRYPTO:BEHIND",
                        "--kafka-bootstrap=" + bootstrap,
                        "--kafka-prefix=apart",
                        "--set=kafka.catch-up=1s");
        LiveRun run = new LiveRun(POSTGRES, folder, arguments);
        try (BarTopic topic = new BarTopic(bootstrap, "apart");
                Live live = new Live(run.options(CLOSED), BackfillProgress.SILENT)) {
            JobClient job = live.start();
            topic.sendTo(0, bars("XNYS:AHEAD", "2025-07-15T13:30:00Z", 78));
            topic.sendTo(1, bars("CRYPTO:BEHIND", "2025-07-15T00:00:00Z", 24));
            awaitCandles("XNYS:AHEAD", "1d", 1);
            awaitCandles("CRYPTO:BEHIND", "5m", 24);

            // what the partition had held back; by the clock all of it should have come long ago
            topic.sendTo(1, bars("CRYPTO:BEHIND", "2025-07-15T02:00:00Z", 216));
            awaitCandles("CRYPTO:BEHIND", "5m", 240);
            awaitCandles("CRYPTO:BEHIND", "1h", 20);
            job.cancel().get();
        }
        assertThat(
                        POSTGRES.query(
                                "SELECT symbol, timeframe, count(*), sum(bar_count) FROM candles"
                                        + " WHERE timeframe IN ('1h', '1d') GROUP BY 1, 2"
                                        + " ORDER BY 1, 2"))
                .containsExactly(
                        "CRYPTO:BEHIND|1h|20|240", "XNYS:AHEAD|1d|1|78", "XNYS:AHEAD|1h|7|78");
        assertThat(POSTGRES.count("rejected_rows")).isZero();
    }

    private static List<BarTopic.Sent> bars(String symbol, String from, int count) {
        List<BarTopic.Sent> bars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant openTime = Instant.parse(from).plus(Duration.ofMinutes(5L * i));
            String json = BarTopic.json(symbol, openTime.toString(), 5 + i % 7);
            bars.add(new BarTopic.Sent(openTime.toEpochMilli(), symbol, json));
        }
        return bars;
    }

    private static void awaitCandles(String symbol, String timeframe, int count) {
        String query =
                "SELECT count(*) FROM candles WHERE symbol = '%s' AND timeframe = '%s'"
                        .formatted(symbol, timeframe);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Integer.parseInt(POSTGRES.query(query).get(0)) >= count);
    }
}
