package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.kafka.KafkaTopic;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.InjectClusterClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a live job is told in confidence is nowhere afterwards: not in its log, nor in what Flink
 * shows of it, its checkpoints, tables and topics. It loses its connections once, so that
 * exceptions are told, too.
 */
class LiveSecretsIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String POSTGRES_CANARY = "canary-postgres-5f1c";
    private static final String KAFKA_CANARY = "canary-kafka-77aa";
    private static final Instant END = Instant.parse("2025-02-03T15:02:10Z");

    @TempDir private Path secrets;
    @TempDir private Path folder;

    @Test
    void keepsItsPasswords(@InjectClusterClient RestClusterClient<?> client) throws Exception {
        EmbeddedKafkaFixture kafka = EmbeddedKafkaFixture.shared();
        LiveRun run = new LiveRun(POSTGRES, folder, arguments(kafka));
        List<String> answers;
        List<String> log;
        try (LogCapture capture = LogCapture.of(Level.INFO);
                Live live = new Live(run.options(END), BackfillProgress.SILENT)) {
            JobClient job = live.start();
            await().atMost(PATIENCE).until(() -> POSTGRES.count("candles") > 500);
            loseConnections();
            await().atMost(PATIENCE).until(LiveSecretsIT::isSettled);
            answers = answers(client, job);
            live.stop(job);
            job.getJobExecutionResult().get();
            log = capture.lines();
        }

        assertThat(answers).anyMatch(answer -> answer.contains("kafka market.candles.v1"));
        assertThat(log)
                .anyMatch(line -> line.contains("terminating connection"))
                .anyMatch(line -> line.contains("sasl.jaas.config"));
        assertThat(log).noneMatch(LiveSecretsIT::tells);
        assertThat(answers).noneMatch(LiveSecretsIT::tells);
        assertThat(files()).hasSizeGreaterThan(2).noneMatch(LiveSecretsIT::tells);
        assertThat(rows()).hasSizeGreaterThan(1_000).noneMatch(LiveSecretsIT::tells);
        assertThat(records(kafka)).hasSizeGreaterThan(500).noneMatch(LiveSecretsIT::tells);
    }

    private static boolean tells(String text) {
        return text.contains(POSTGRES_CANARY) || text.contains(KAFKA_CANARY);
    }

    private List<String> arguments(EmbeddedKafkaFixture kafka) throws IOException {
        Path postgres = Files.writeString(secrets.resolve("postgres"), POSTGRES_CANARY);
        Path broker = Files.writeString(secrets.resolve("kafka"), KAFKA_CANARY);
        Path config =
                Files.writeString(
                        secrets.resolve("config.yaml"),
                        "postgres.password: ${file:"
                                + postgres
                                + "}\nkafka.properties: [sasl.mechanism=PLAIN,"
                                + " sasl.username=mill, \"sasl.password=${file:"
                                + broker
                                + "}\"]\n");
        return List.of(
                "--config=" + config,
                "--source=simulated",
                "--seed=7",
                "--symbols=XNYS:ONE,CRYPTO:TWO",
                "--strategies=sma_cross(5,20)",
                "--since=2025-01-20T00:00:00Z",
                "--sink=postgres,kafka",
                "--set=kafka.bootstrap=" + kafka.bootstrapServers(),
                "--set=kafka.prefix=secrets");
    }

    /** All but the one that holds the lease. */
    private static void loseConnections() throws Exception {
        POSTGRES.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                        + " AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')");
    }

    private static boolean isSettled() throws Exception {
        return POSTGRES.count("symbol_progress WHERE covered_until >= '2025-02-03T15:00:00Z'") == 2;
    }

    private static List<String> answers(RestClusterClient<?> client, JobClient job)
            throws Exception {
        String path = "/jobs/" + job.getJobID();
        List<String> answers = new ArrayList<>();
        for (String resource :
                List.of(
                        "/config",
                        "/jobmanager/config",
                        "/jobmanager/environment",
                        "/taskmanagers",
                        "/jobs/overview",
                        path,
                        path + "/config",
                        path + "/plan",
                        path + "/jobmanager/config",
                        path + "/checkpoints",
                        path + "/checkpoints/config",
                        path + "/accumulators",
                        path + "/exceptions")) {
            answers.add(get(client, resource));
        }
        return answers;
    }

    private static String get(RestClusterClient<?> client, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(client.getWebInterfaceURL() + path)).build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** Checkpoints, the savepoint of the stop, and what is remembered for a resume. */
    private List<String> files() throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static List<String> rows() throws Exception {
        List<String> rows = new ArrayList<>();
        for (String table :
                POSTGRES.query(
                        "SELECT quote_ident(tablename) FROM pg_tables"
                                + " WHERE schemaname = 'public'")) {
            rows.addAll(POSTGRES.query("SELECT t::text FROM " + table + " t"));
        }
        return rows;
    }

    private static List<String> records(EmbeddedKafkaFixture kafka) {
        List<String> records = new ArrayList<>();
        for (KafkaTopic topic : List.of(KafkaTopic.CANDLES, KafkaTopic.SIGNALS)) {
            for (ConsumerRecord<byte[], byte[]> record : kafka.read(topic.name("secrets"))) {
                records.add(
                        record.headers() + new String(record.value(), StandardCharsets.ISO_8859_1));
            }
        }
        return records;
    }
}
