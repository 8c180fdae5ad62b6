package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.postgres.PostgresPreflightException.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSchemaTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    @RegisterExtension static final EmbeddedPostgresFixture EMPTY = EmbeddedPostgresFixture.empty();

    @Test
    void migratingTwiceChangesNothing() throws Exception {
        assertThat(new PostgresSchema(POSTGRES.settings()).migrate()).isZero();
        new PostgresSchema(POSTGRES.settings("candlemill_job")).check();
    }

    @Test
    void anOwnerOfTheDatabaseMayMigrateWithoutBeingASuperuser() throws Exception {
        String database = EMPTY.query("SELECT current_database()").get(0);
        EMPTY.execute(
                "CREATE ROLE migrator LOGIN CREATEROLE IN ROLE candlemill_owner; ALTER DATABASE "
                        + database
                        + " OWNER TO migrator");
        try {
            int all = (int) POSTGRES.count("flyway_schema_history");
            assertThat(new PostgresSchema(EMPTY.settings("migrator")).migrate()).isEqualTo(all);
            new PostgresSchema(EMPTY.settings("candlemill_job")).check();
        } finally {
            EMPTY.execute(
                    "DROP SCHEMA public CASCADE; CREATE SCHEMA public; ALTER DATABASE "
                            + database
                            + " OWNER TO postgres; DROP OWNED BY migrator; DROP ROLE migrator");
        }
    }

    @Test
    void expectsTheHighestMigration() throws Exception {
        assertThat(
                        POSTGRES.query(
                                "SELECT max(version::integer) FROM flyway_schema_history WHERE version IS NOT NULL"))
                .containsExactly(Integer.toString(PostgresSchema.VERSION));
    }

    @Test
    void refusesADatabaseWithoutTables() {
        assertProblem(
                () -> new PostgresSchema(EMPTY.settings()).check(),
                Problem.SCHEMA_MISSING,
                "./candlemill migrate");
    }

    @Test
    void refusesAnOlderAndANewerSchema() throws Exception {
        PostgresSchema schema = new PostgresSchema(POSTGRES.settings());
        String version = "UPDATE flyway_schema_history SET version = '%s' WHERE version = '%s'";
        POSTGRES.execute(version.formatted("000", "011"));
        assertProblem(
                schema::check, Problem.SCHEMA_OLDER, "has version 10, this program expects 11");
        POSTGRES.execute(version.formatted("999", "000"));
        assertProblem(schema::check, Problem.SCHEMA_NEWER, "has version 999");
        POSTGRES.execute(version.formatted("011", "999"));
        schema.check();
    }

    @Test
    void saysWhichRightsAreMissing() {
        assertProblem(
                () -> new PostgresSchema(POSTGRES.settings("candlemill_read")).check(),
                Problem.RIGHTS_MISSING,
                "INSERT on candles");
    }

    @Test
    void refusesAReadOnlyDatabase() throws Exception {
        String database = POSTGRES.query("SELECT current_database()").get(0);
        POSTGRES.execute("ALTER DATABASE " + database + " SET default_transaction_read_only = on");
        try {
            assertProblem(
                    () -> new PostgresSchema(POSTGRES.settings()).check(),
                    Problem.READ_ONLY,
                    "is read-only");
        } finally {
            POSTGRES.execute(
                    "BEGIN READ WRITE; ALTER DATABASE "
                            + database
                            + " RESET default_transaction_read_only; COMMIT");
        }
    }

    @Test
    void saysWhenNobodyAnswers() {
        PostgresSettings nowhere =
                PostgresSettings.of("jdbc:postgresql://localhost:1/none", "u", Password.none());
        assertProblem(
                () -> new PostgresSchema(nowhere).check(),
                Problem.UNREACHABLE,
                "cannot connect to jdbc:postgresql://localhost:1/none as u");
    }

    @Test
    void everyTableAndColumnHasAComment() throws Exception {
        assertThat(
                        POSTGRES.query(
                                "SELECT c.relname, a.attname FROM pg_class c"
                                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                                        + " LEFT JOIN pg_attribute a ON a.attrelid = c.oid"
                                        + " AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind <> 'v'"
                                        + " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v')"
                                        + " AND NOT c.relispartition AND c.relname NOT LIKE 'flyway%'"
                                        + " AND (obj_description(c.oid, 'pg_class') IS NULL OR"
                                        + " (a.attnum IS NOT NULL AND col_description(c.oid, a.attnum) IS NULL))"))
                .isEmpty();
    }

    @Test
    void everythingBelongsToTheOwner() throws Exception {
        assertThat(
                        POSTGRES.query(
                                "SELECT relname, pg_get_userbyid(relowner) FROM pg_class"
                                        + " WHERE relnamespace = 'public'::regnamespace"
                                        + " AND relname NOT LIKE 'flyway%'"
                                        + " AND pg_get_userbyid(relowner) <> 'candlemill_owner'"))
                .isEmpty();
    }

    @Test
    void theJobMayWriteButNotChangeTables() throws Exception {
        assertRefused("candlemill_job", "CREATE TABLE mine (a integer)");
        assertRefused("candlemill_job", "ALTER TABLE candles ADD COLUMN mine integer");
        assertRefused("candlemill_job", "DROP TABLE candles");
        executeAs("candlemill_job", "DELETE FROM candles WHERE symbol = 'none'");
        executeAs("candlemill_job", "SELECT ensure_partitions('2031-01-01Z', '2031-03-01Z')");
    }

    @Test
    void theApiReadsCandlesAndWritesWhatIsTracked() throws Exception {
        executeAs("candlemill_api", "SELECT * FROM candles");
        executeAs("candlemill_api", "INSERT INTO tracked_symbols (symbol) VALUES ('XNAS:AAPL')");
        assertRefused("candlemill_api", "DELETE FROM candles");
        assertRefused("candlemill_api", "SELECT ensure_partitions(now(), now())");
        assertThat(POSTGRES.query("SELECT timeframes FROM tracked_symbols"))
                .containsExactly("{1h,1d}");
    }

    @Test
    void readersOnlyRead() throws Exception {
        executeAs("candlemill_read", "SELECT * FROM candle_quality");
        executeAs("candlemill_read", "SELECT * FROM candles");
        assertRefused("candlemill_read", "DELETE FROM tracked_symbols");
        try (Connection connection = POSTGRES.settings("candlemill_read").open();
                Statement statement = connection.createStatement();
                var timeout = statement.executeQuery("SHOW statement_timeout")) {
            timeout.next();
            assertThat(timeout.getString(1)).isEqualTo("1min");
        }
    }

    @Test
    void makesEachPartitionOnceAlsoWhenTwoAsk() throws Exception {
        String ensure = "SELECT ensure_partitions('2040-01-15Z', '2041-01-01Z')";
        CompletableFuture<?> first = CompletableFuture.runAsync(() -> executeUnchecked(ensure));
        CompletableFuture<?> second = CompletableFuture.runAsync(() -> executeUnchecked(ensure));
        CompletableFuture.allOf(first, second).get();
        assertThat(POSTGRES.query(ensure)).containsExactly("0");
        assertThat(POSTGRES.count("pg_class WHERE relkind = 'r' AND relname LIKE 'candles_2040%'"))
                .isEqualTo(12);
    }

    @Test
    void aLatePartitionTakesItsRowsFromTheDefaultOne() throws Exception {
        POSTGRES.execute(
                "INSERT INTO candles (symbol, timeframe, open_time, close_time, open, high, low,"
                        + " close, volume, content_hash, session_date, bar_count, expected_bar_count,"
                        + " input_count, revision, is_complete, source, job_id, job_version)"
                        + " VALUES ('A', '5m', '2050-05-05Z', '2050-05-05 00:05Z', 1, 1, 1, 1, 0, 0,"
                        + " '2050-05-05', 1, 1, 1, 1, true, 'file', 'j', 'v')");
        assertThat(POSTGRES.query("SELECT symbol, candles FROM default_partition_alert"))
                .containsExactly("A|1");
        POSTGRES.execute("SELECT ensure_partitions('2050-05-01Z', '2050-06-01Z')");
        assertThat(POSTGRES.count("default_partition_alert")).isZero();
        assertThat(POSTGRES.count("candles_2050_05")).isEqualTo(1);
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        for (String price : new String[] {"NaN", "Infinity", "-Infinity"}) {
            assertThatThrownBy(
                            () ->
                                    POSTGRES.execute(
                                            "INSERT INTO candles (symbol, timeframe, open_time, close_time,"
                                                    + " open, high, low, close, volume, content_hash,"
                                                    + " session_date, bar_count, expected_bar_count,"
                                                    + " input_count, revision, is_complete, source, job_id,"
                                                    + " job_version) VALUES ('A', '5m', '2050-01-01Z',"
                                                    + " '2050-01-02Z', '%1$s', '%1$s', '%1$s', '%1$s', 0, 0,"
                                                            .formatted(price)
                                                    + " '2050-01-01', 1, 1, 1, 1, true, 'file', 'j', 'v')"))
                    .hasMessageContaining("candles_finite");
        }
    }

    private static void assertProblem(ThrowingCallable check, Problem problem, String message) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        PostgresPreflightException.class,
                        e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContaining(message);
    }

    private static void assertRefused(String user, String sql) {
        assertThatThrownBy(() -> executeAs(user, sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    private static void executeUnchecked(String sql) {
        try {
            executeAs("candlemill_job", sql);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void executeAs(String user, String sql) throws Exception {
        try (Connection connection = POSTGRES.settings(user).open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
