package dev.candlemill.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.cli.embedded.EmbeddedKafkaBroker;
import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.postgres.Password;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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

    /** What is stored of a symbol once everything before {@link #END} is settled. */
    private static final String SETTLED =
            "SELECT count(*) FROM symbol_progress WHERE covered_until >= '%s'";

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

    @BeforeAll
    static void findJar() throws Exception {
        jar = BackfillClusterIT.jar();
    }

    @Test
    void killedStoppedAndContinuedItIsOneBackfillAndKeepsItsSecrets() throws Exception {
        LocalCluster cluster =
                new LocalCluster(folder.resolve("cluster"), BackfillClusterIT.CONFIGURATION);
        try (EmbeddedPostgresServer postgres =
                        EmbeddedPostgresServer.start(folder.resolve("postgres"));
                EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"))) {
            String live = database(postgres, "live");
            String bounded = database(postgres, "bounded");
            cluster.up(1, 0);

            Process first = submitLive(cluster, live, kafka, "2025-01-12T17:42:10Z");
            awaitCount(first, live, "SELECT count(*) FROM candles", 1_000);
            assertThat(cluster.killTaskManager(1)).isPresent();
            cluster.up(1, 0);
            awaitSettled(first, live, "2025-01-12T17:00:00Z");
            stop(cluster.rest().orElseThrow());
            assertThat(first.waitFor()).as(log("live-1")).isZero();

            Process second = submit(cluster, "live-2", "LiveJob", List.of("--resume=live"), END);
            awaitSettled(second, live, "2025-01-17T03:00:00Z");
            keepsItsPassword(cluster, live, kafka);
            stop(cluster.rest().orElseThrow());
            assertThat(second.waitFor()).as(log("live-2")).isZero();

            backfill(cluster, bounded, kafka);
            assertThat(dump(live)).hasSizeGreaterThan(5_000).isEqualTo(dump(bounded));
        } finally {
            cluster.down();
        }
    }

    private static Process submitLive(
            LocalCluster cluster, String url, EmbeddedKafkaBroker kafka, String marketTime)
            throws IOException {
        List<String> arguments = new ArrayList<>(MARKET);
        arguments.addAll(connection(url, kafka));
        arguments.addAll(
                List.of(
                        "--since=2025-01-02T00:00:00Z",
                        "--job-id=live",
                        "--poll-interval=100ms",
                        "--checkpoint-interval=500ms"));
        return submit(cluster, "live-1", "LiveJob", arguments, marketTime);
    }

    private static void backfill(LocalCluster cluster, String url, EmbeddedKafkaBroker kafka)
            throws Exception {
        List<String> arguments = new ArrayList<>(MARKET);
        arguments.addAll(connection(url, kafka));
        arguments.addAll(
                List.of(
                        "--from=2025-01-02T00:00:00Z",
                        "--to=" + END,
                        "--as-of=" + END,
                        "--job-id=bounded",
                        "--set=kafka.prefix=bounded"));
        Process client = submit(cluster, "bounded", "BackfillJob", arguments, null);
        assertThat(client.waitFor()).as(log("bounded")).isZero();
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

    private static Process submit(
            LocalCluster cluster,
            String name,
            String job,
            List<String> arguments,
            String marketTime)
            throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.add("--checkpoint-dir=" + folder.resolve("checkpoints"));
        if (marketTime != null) {
            all.add("--market-time=" + marketTime);
        }
        ProcessBuilder client = cluster.submission(jar, "dev.candlemill.jobs." + job, all);
        client.environment().keySet().removeIf(variable -> variable.startsWith("CANDLEMILL_"));
        return client.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    /** Through Flink's own interface, as {@code flink stop} does. */
    private static void stop(ClusterRest rest) throws Exception {
        String id =
                rest.jobs().stream()
                        .filter(job -> job.state().equals("RUNNING"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        String savepoint =
                rest.stop(id, folder.resolve("checkpoints/live/stopped").toUri().toString());
        assertThat(Path.of(URI.create(savepoint))).isDirectoryContaining("glob:**/_metadata");
    }

    private static void awaitSettled(Process client, String url, String until) throws Exception {
        awaitCount(client, url, SETTLED.formatted(until), 2);
    }

    private static void awaitCount(Process client, String url, String sql, long least)
            throws Exception {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            assertThat(client.isAlive()).as("%s", client.info()).isTrue();
                            return Long.parseLong(query(url, sql).get(0)) >= least;
                        });
    }

    private static void keepsItsPassword(
            LocalCluster cluster, String url, EmbeddedKafkaBroker kafka) throws Exception {
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
        assertThat(tables(url)).hasSizeGreaterThan(1_000).noneMatch(row -> row.contains(CANARY));
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

    private static List<String> tables(String url) throws SQLException {
        List<String> rows = new ArrayList<>();
        String names =
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
                        + " AND tablename NOT LIKE 'candles\\_%'";
        for (String table : query(url, names)) {
            rows.addAll(query(url, "SELECT t::text FROM " + table + " t"));
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

    private static List<String> dump(String url) throws SQLException {
        List<String> dump =
                new ArrayList<>(
                        query(
                                url,
                                "SELECT concat_ws('|', symbol, timeframe, open_time, close_time,"
                                        + " open, high, low, close, volume, bar_count, content_hash,"
                                        + " indicator_hash) FROM candles"
                                        + " ORDER BY symbol, timeframe, open_time"));
        dump.addAll(
                query(
                        url,
                        "SELECT concat_ws('|', setup, symbol, timeframe, open_time, strategy,"
                                + " signal_type, price, confidence) FROM strategy_signals"
                                + " WHERE status <> 'RETRACTED'"
                                + " ORDER BY setup, symbol, timeframe, open_time, strategy"));
        return dump;
    }

    private static String database(EmbeddedPostgresServer postgres, String name) throws Exception {
        query(postgres.url(), "CREATE DATABASE " + name);
        String url = postgres.url().replaceFirst("/[^/]*$", "/" + name);
        PostgresSettings settings =
                PostgresSettings.of(url, EmbeddedPostgresServer.OWNER, Password.of(""));
        assertThat(new PostgresSchema(settings).migrate()).isPositive();
        return url;
    }

    private static List<String> query(String url, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(url, EmbeddedPostgresServer.OWNER, "");
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(result.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    private static String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }
}
