package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A database of the first version, with rows, becomes one of this version. */
final class SchemaUpgradeTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.empty();

    private static final String CANDLE =
            "INSERT INTO candles (symbol, timeframe, open_time, close_time, open, high, low,"
                    + " close, volume, content_hash, session_date, bar_count, expected_bar_count,"
                    + " input_count, revision, is_complete, source, job_id, job_version, ingested_at)"
                    + " VALUES ('A', '5m', '%1$s', '%1$s'::timestamptz + interval '5 minutes',"
                    + " 1, 2, 0.5, 1.5, 10, 42, '2025-01-06', 1, 1, 1, 1, true, 'file', 'j', 'v',"
                    + " '2025-02-01Z')";
    private static final String CONTENT =
            "SELECT symbol, open_time, close_time, open, high, low, close, volume, content_hash,"
                    + " session_date, revision, indicator_revision, source, tableoid::regclass"
                    + " FROM candles ORDER BY open_time";

    @TempDir Path firstVersion;

    @Test
    void keepsCandlesAndDropsSnapshotsWithoutIndicators() throws Exception {
        migrateToTheFirstVersion();
        POSTGRES.execute("SELECT ensure_partitions('2025-01-01Z', '2025-02-01Z')");
        POSTGRES.execute(CANDLE.formatted("2025-01-06 14:30Z"));
        POSTGRES.execute(CANDLE.formatted("2031-01-06 14:30Z"));
        POSTGRES.execute(
                "INSERT INTO fold_snapshots (symbol, at, session_date, version, fingerprint, bytes,"
                        + " job_id) VALUES ('A', '2025-01-02Z', '2025-01-02', 1, 'f', '\\x01', 'j')");
        List<String> before = POSTGRES.query(CONTENT);

        assertThat(new PostgresSchema(POSTGRES.settings()).migrate()).isEqualTo(12);

        new PostgresSchema(POSTGRES.settings("candlemill_job")).check();
        assertThat(POSTGRES.query(CONTENT)).isEqualTo(before).hasSize(2);
        assertThat(
                        POSTGRES.query(
                                "SELECT num_nonnulls(sma_20, rsi_14, mfi_14, indicators), indicator_hash"
                                        + " FROM candles"))
                .containsExactly("0|0", "0|0");
        assertThat(POSTGRES.count("fold_snapshots")).isZero();
        assertThat(POSTGRES.count("candle_revisions")).isZero();
        oldAndNewPartitionsKeepRevisions();
        oldAndNewPartitionsTakeFlatCandlesWithoutBars();
    }

    private static void oldAndNewPartitionsTakeFlatCandlesWithoutBars() throws Exception {
        for (String time : List.of("2025-01-06 15:30Z", "2031-01-06 15:30Z")) {
            String flat =
                    CANDLE.formatted(time).replace("1, 2, 0.5, 1.5, 10, 42", "1, 1, 1, 1, 0, 42");
            POSTGRES.execute(flat.replace("1, 1, 1, 1, true", "0, 1, 0, 1, false"));
            String priced = CANDLE.formatted(time.replace("15:30", "15:35"));
            assertThatThrownBy(
                            () ->
                                    POSTGRES.execute(
                                            priced.replace(
                                                    "1, 1, 1, 1, true", "0, 1, 0, 1, false")))
                    .hasMessageContaining("candles_counts");
        }
    }

    private void oldAndNewPartitionsKeepRevisions() throws Exception {
        POSTGRES.execute("SELECT ensure_partitions('2031-01-01Z', '2031-02-01Z')");
        assertThat(POSTGRES.count("candles_default")).isZero();
        try (Connection connection = POSTGRES.settings("candlemill_job").open();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE candles SET revision = 2, open = 1.25, rsi_14 = 50, indicator_revision = 1,"
                            + " ingested_at = '2025-03-01Z'");
        }
        assertThat(
                        POSTGRES.query(
                                "SELECT open_time AT TIME ZONE 'UTC', open, rsi_14, revision,"
                                        + " known_at AT TIME ZONE 'UTC', known_until AT TIME ZONE 'UTC'"
                                        + " FROM candle_revisions ORDER BY open_time"))
                .containsExactly(
                        "2025-01-06 14:30:00|1|null|1|2025-02-01 00:00:00|2025-03-01 00:00:00",
                        "2031-01-06 14:30:00|1|null|1|2025-02-01 00:00:00|2025-03-01 00:00:00");
    }

    private void migrateToTheFirstVersion() throws Exception {
        String script = "V001__candles.sql";
        try (InputStream sql =
                PostgresSchema.class.getResourceAsStream("/sql/migrations/" + script)) {
            Files.copy(sql, firstVersion.resolve(script));
        }
        Flyway.configure()
                .dataSource(new PostgresDataSource(POSTGRES.settings()))
                .locations("filesystem:" + firstVersion)
                .placeholderReplacement(false)
                .load()
                .migrate();
    }
}
