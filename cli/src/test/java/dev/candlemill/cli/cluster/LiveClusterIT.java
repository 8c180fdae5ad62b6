package dev.candlemill.cli.cluster;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.candlemill.cli.embedded.EmbeddedKafkaBroker;
import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live job on a cluster of processes: killed, stopped and continued, it leaves what one backfill
 * leaves, and its password nowhere.
 */
class LiveClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String CANARY = "canary-5f1c-secret";
    private static final String END = "2025-01-17T03:02:10Z";

    private static final List<String> MARKET =
            List.of(
                    "--source=simulated",
                    "--seed=3",
                    "--symbols=XNYS:ONE,CRYPTO:TWO",
                    "--strategies=sma_cross(5,20),rsi(14,40,60)",
                    "--strategy-timeframes=15m,1h",
                    "--parallelism=2",
                    "--sink=postgres,kafka");

    private static Path jar;

    @TempDir private static Path folder;

    private Submissions jobs;

    @BeforeAll
    static void findJar() throws Exception {
        jar = BackfillClusterIT.jar();
    }

    @Test
    void killedStoppedAndContinuedItIsOneBackfillAndKeepsItsSecrets() throws Exception {
        LocalCluster cluster =
                new LocalCluster(folder.resolve("cluster"), BackfillClusterIT.CONFIGURATION);
        jobs = new Submissions(cluster, jar, folder);
        try (EmbeddedPostgresServer postgres =
                        EmbeddedPostgresServer.start(folder.resolve("postgres"));
                EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"))) {
            Database live = Database.create(postgres, "live");
            Database bounded = Database.create(postgres, "bounded");
            cluster.up(1, 0);
            assertThat(cluster.taskManagers().get(0).running().orElseThrow().info().commandLine())
                    .get(as(STRING))
                    .contains("-XX:+ExitOnOutOfMemoryError");

            Process first = jobs.submit("live-1", "LiveJob", live(live, kafka));
            await(first, () -> live.count("SELECT count(*) FROM candles") >= 1_000);
            assertThat(cluster.killTaskManager(1)).isPresent();
            cluster.up(1, 0);
            await(first, () -> live.settled("2025-01-12T17:00:00Z") == 2);
            stop();
            assertThat(first.waitFor()).as(jobs.log("live-1")).isZero();

            Process second =
                    jobs.submit(
                            "live-2", "LiveJob", List.of("--resume=live", "--market-time=" + END));
            await(second, () -> live.settled("2025-01-17T03:00:00Z") == 2);
            keepsItsStateWhereTheClusterSays(cluster.rest().orElseThrow());
            keepsItsPassword(cluster, live, kafka);
            stop();
            assertThat(second.waitFor()).as(jobs.log("live-2")).isZero();

            Process backfill = jobs.submit("bounded", "BackfillJob", backfill(bounded, kafka));
            assertThat(backfill.waitFor()).as(jobs.log("bounded")).isZero();
            assertThat(live.dump()).hasSizeGreaterThan(5_000).isEqualTo(bounded.dump());
        } finally {
            cluster.down();
        }
    }

    private static List<String> live(Database database, EmbeddedKafkaBroker kafka)
            throws IOException {
        List<String> arguments = new ArrayList<>(MARKET);
        arguments.addAll(connection(database.url(), kafka));
        arguments.addAll(
                List.of(
                        "--since=2025-01-02T00:00:00Z",
                        "--market-time=2025-01-12T17:42:10Z",
                        "--job-id=live",
                        "--poll-interval=100ms",
                        "--checkpoint-interval=500ms"));
        return arguments;
    }

    private static List<String> backfill(Database database, EmbeddedKafkaBroker kafka)
            throws IOException {
        List<String> arguments = new ArrayList<>(MARKET);
        arguments.addAll(connection(database.url(), kafka));
        arguments.addAll(
                List.of(
                        "--from=2025-01-02T00:00:00Z",
                        "--to=" + END,
                        "--as-of=" + END,
                        "--job-id=bounded",
                        "--set=kafka.prefix=bounded"));
        return arguments;
    }

    private static List<String> connection(String url, EmbeddedKafkaBroker kafka)
            throws IOException {
        Path secret = Files.writeString(folder.resolve("password"), CANARY);
        Path config =
                Files.writeString(
                        folder.resolve("secrets.yaml"),
                        "postgres.password: ${file:" + secret + "}\n");
        return List.of(
                "--config=" + config,
                "--postgres-url=" + url,
                "--set=postgres.user=" + EmbeddedPostgresServer.OWNER,
                "--set=kafka.bootstrap=" + kafka.bootstrap());
    }

    private void stop() throws Exception {
        Awaitility.await().atMost(PATIENCE).until(jobs::isRunning);
        assertThat(Path.of(URI.create(jobs.stop("live"))))
                .isDirectoryContaining("glob:**/_metadata");
    }

    private static void await(Process client, Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            assertThat(client.isAlive()).as("%s", client.info()).isTrue();
                            return condition.call();
                        });
    }

    private static void keepsItsStateWhereTheClusterSays(ClusterRest rest) throws Exception {
        String job = rest.jobs().get(0).id();
        assertThat(rest.get("/jobs/" + job + "/checkpoints/config"))
                .contains("\"state_backend\":\"EmbeddedRocksDBStateBackend\"");
    }

    private static void keepsItsPassword(
            LocalCluster cluster, Database database, EmbeddedKafkaBroker kafka) throws Exception {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(20);
        for (Path file : files) {
            if (!file.equals(folder.resolve("password"))) {
                assertThat(content(file)).as(file.toString()).doesNotContain(CANARY);
            }
        }
        ClusterRest rest = cluster.rest().orElseThrow();
        String job = rest.jobs().get(0).id();
        for (String path :
                List.of(
                        "/config",
                        "/jobmanager/config",
                        "/jobmanager/environment",
                        "/taskmanagers",
                        "/jobs/" + job,
                        "/jobs/" + job + "/config",
                        "/jobs/" + job + "/plan",
                        "/jobs/" + job + "/checkpoints/config",
                        "/jobs/" + job + "/accumulators",
                        "/jobs/" + job + "/exceptions")) {
            assertThat(rest.get(path)).as(path).isNotEmpty().doesNotContain(CANARY);
        }
        assertThat(tables(database))
                .hasSizeGreaterThan(1_000)
                .noneMatch(row -> row.contains(CANARY));
        assertThat(records(kafka)).hasSizeGreaterThan(1_000).noneMatch(r -> r.contains(CANARY));
    }

    /** Of what a server may take away while we look, nothing. */
    private static String content(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException gone) {
            return "";
        }
    }

    private static List<String> tables(Database database) throws SQLException {
        List<String> rows = new ArrayList<>();
        String names =
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
                        + " AND tablename NOT LIKE 'candles\\_%'";
        for (String table : database.query(names)) {
            rows.addAll(database.query("SELECT t::text FROM " + table + " t"));
        }
        return rows;
    }

    private static List<String> records(EmbeddedKafkaBroker kafka) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrap());
        List<String> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.listTopics().values().stream()
                            .flatMap(List::stream)
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .filter(partition -> !partition.topic().startsWith("__"))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    records.add(
                            record.headers()
                                    + new String(record.value(), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return records;
    }
}
