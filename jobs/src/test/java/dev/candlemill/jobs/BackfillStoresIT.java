package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import dev.candlemill.postgres.Leases;
import dev.candlemill.postgres.RunLease;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A market with every fault into Postgres, Kafka and CSV at once: all three agree. */
class BackfillStoresIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(4);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static EmbeddedKafkaFixture kafka;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
    }

    @Test
    void storesTheSameCandlesEverywhere() throws Exception {
        SymbolCounts counts = run("all", "0.002", "2025-05-01");

        assertThat(counts.isBalanced()).isTrue();
        assertThat(counts.late).isPositive();
        assertThat(counts.duplicate).isPositive();
        assertThat(counts.corrected).isPositive();
        assertThat(counts.rejected()).isPositive();
        Map<String, String> rows = rows();
        assertThat(topic("all")).isEqualTo(rows);
        assertThat(csv("all")).isEqualTo(rows);
        assertThat(sum("SELECT bars_in FROM backfill_jobs")).isEqualTo(counts.in);
        assertThat(
                        sum(
                                "SELECT bars_in - accepted - duplicate - late - rejected FROM"
                                        + " backfill_jobs"))
                .isZero();
        assertThat(sum("SELECT count(*) FROM rejected_rows WHERE kind = 'rejected'"))
                .isEqualTo(counts.rejected());
        assertThat(sum("SELECT count(*) FROM rejected_rows WHERE kind = 'late'"))
                .isEqualTo(counts.late);
    }

    @Test
    void writesAndSendsNothingTheSecondTime() throws Exception {
        SymbolCounts first = run("first", "0", "2025-03-01");
        Map<String, String> rows = rows();

        SymbolCounts second = run("second", "0", "2025-03-01");

        assertThat(rows()).isEqualTo(rows);
        assertThat(sum("SELECT count(*) FROM candles WHERE job_id = 'second'")).isZero();
        assertThat(kafka.read("second.market.candles.v1")).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("csv-second/candles.csv"))).hasSize(1);
        assertThat(second.accepted).isZero();
        assertThat(second.in).isEqualTo(first.in);
        assertThat(second.isBalanced()).isTrue();
    }

    @Test
    void refusesToRunBesideAnother() throws Exception {
        try (RunLease other = RunLease.take(POSTGRES.settings(), "other", "process 7")) {
            assertThatThrownBy(() -> run("refused", "0", "2025-03-01"))
                    .isInstanceOf(PreflightException.class)
                    .hasMessageContaining("run other (process 7) writes to this database");
            Leases.check(POSTGRES.settings(), other.lease());
        }
        assertThat(sum("SELECT count(*) FROM backfill_jobs")).isZero();
    }

    @BeforeEach
    void emptyTables() throws Exception {
        POSTGRES.execute("TRUNCATE candles, rejected_rows, backfill_jobs, fold_snapshots CASCADE");
    }

    private SymbolCounts run(String id, String revised, String to) throws Exception {
        return BackfillRun.run(
                BackfillRun.options(
                        folder,
                        "--source=simulated",
                        "--set=job.id=" + id,
                        "--set=simulated.stocks=3",
                        "--set=simulated.crypto=1",
                        "--set=simulated.late=0.002",
                        "--set=simulated.duplicate=0.002",
                        "--set=simulated.revised=" + revised,
                        "--set=simulated.bad=0.002",
                        "--from=2025-01-01",
                        "--to=" + to,
                        "--sink=postgres,kafka,csv",
                        "--output=" + folder.resolve("csv-" + id),
                        "--set=postgres.url=" + POSTGRES.settings().url(),
                        "--set=postgres.user=" + POSTGRES.settings().user(),
                        "--set=kafka.bootstrap=" + kafka.bootstrapServers(),
                        "--set=kafka.prefix=" + id,
                        "--parallelism=2"));
    }

    private static Map<String, String> rows() throws Exception {
        Map<String, String> rows = new TreeMap<>();
        String sql =
                "SELECT symbol, timeframe, extract(epoch FROM open_time)::bigint * 1000, open, high, low,"
                        + " close, volume, bar_count, revision FROM candles";
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<Object> values = new ArrayList<>();
                for (int i = 4; i <= 8; i++) {
                    values.add(row.getDouble(i));
                }
                values.add(row.getInt(9));
                values.add(row.getInt(10));
                rows.put(
                        row.getString(1) + "|" + row.getString(2) + "|" + row.getLong(3),
                        values.toString());
            }
        }
        return rows;
    }

    private static Map<String, String> topic(String prefix) throws Exception {
        Map<String, String> rows = new TreeMap<>();
        Map<String, Integer> revisions = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(prefix + ".market.candles.v1")) {
            JsonNode value = JSON.readTree(record.value());
            String key =
                    new String(record.key(), StandardCharsets.UTF_8)
                            + "|"
                            + value.get("open_time_ms").asLong();
            int revision = value.get("revision").asInt();
            if (revision >= revisions.getOrDefault(key, 0)) {
                revisions.put(key, revision);
                rows.put(
                        key,
                        List.of(
                                        value.get("open").asDouble(),
                                        value.get("high").asDouble(),
                                        value.get("low").asDouble(),
                                        value.get("close").asDouble(),
                                        value.get("volume").asDouble(),
                                        value.get("bar_count").asInt(),
                                        revision)
                                .toString());
            }
        }
        return rows;
    }

    private Map<String, String> csv(String id) throws Exception {
        Map<String, String> rows = new TreeMap<>();
        List<String> lines = Files.readAllLines(folder.resolve("csv-" + id + "/candles.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cell = line.split(",");
            List<Object> values = new ArrayList<>();
            for (int i = 5; i <= 9; i++) {
                values.add(Double.parseDouble(cell[i]));
            }
            values.add(Integer.parseInt(cell[10]));
            values.add(Integer.parseInt(cell[12]));
            long openTime = Instant.parse(cell[2]).toEpochMilli();
            rows.put(cell[0] + "|" + cell[1] + "|" + openTime, values.toString());
        }
        return rows;
    }

    private static long sum(String sql) throws Exception {
        long sum = 0;
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                sum += row.getLong(1);
            }
        }
        return sum;
    }
}
