package dev.candlemill.postgres;

import dev.candlemill.postgres.PostgresPreflightException.Problem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The tables, views and roles of {@code sql/migrations}: migrates them, checks them before a run.
 */
public final class PostgresSchema {

    /** The highest version in {@code sql/migrations}. */
    public static final int VERSION = 11;

    private static final String MIGRATE = "./candlemill migrate";

    private static final String STATE =
            "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean,"
                    + " to_regclass('flyway_schema_history') IS NOT NULL";
    private static final String STORED_VERSION =
            "SELECT max(version::integer) FROM flyway_schema_history"
                    + " WHERE success AND version ~ '^[0-9]+$'";
    private static final String MISSING_RIGHTS =
            "SELECT string_agg(what, ', ') FROM (SELECT wanted || ' on ' || name AS what FROM ("
                    + "SELECT name, wanted FROM unnest(ARRAY['candles', 'fold_snapshots',"
                    + " 'backfill_jobs', 'backfill_job_inputs', 'backfill_job_symbols',"
                    + " 'job_leases', 'rejected_rows', 'trading_setups', 'strategy_signals',"
                    + " 'symbol_progress', 'live_counts']) AS name,"
                    + " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS wanted"
                    + " UNION ALL VALUES ('candle_revisions', 'INSERT'),"
                    + " ('fold_snapshots', 'DELETE'), ('tracked_symbols', 'SELECT'),"
                    + " ('bar_handovers', 'SELECT'), ('bar_handovers', 'INSERT'),"
                    + " ('bar_handovers', 'UPDATE'), ('bar_handovers', 'DELETE'),"
                    + " ('handed_bars', 'SELECT'),"
                    + " ('handed_bars', 'INSERT'),"
                    + " ('favorites', 'SELECT'), ('followed_symbols', 'SELECT'),"
                    + " ('ticker_index', 'SELECT')) AS rights (name, wanted)"
                    + " WHERE to_regclass(name) IS NULL OR NOT has_table_privilege(to_regclass(name), wanted)"
                    + " UNION ALL SELECT 'EXECUTE on ' || name FROM unnest(ARRAY["
                    + "'hold_lease(text,bigint)', 'trim_fold_snapshots(text[])',"
                    + " 'ensure_partitions(timestamptz,timestamptz)',"
                    + " 'pg_advisory_lock(integer,integer)']) AS name"
                    + " WHERE to_regprocedure(name) IS NULL"
                    + " OR NOT has_function_privilege(to_regprocedure(name), 'EXECUTE')"
                    + " UNION ALL SELECT 'TEMPORARY on the database'"
                    + " WHERE NOT has_database_privilege(current_database(), 'TEMPORARY')) AS missing";

    private final PostgresSettings settings;

    public PostgresSchema(PostgresSettings settings) {
        this.settings = settings;
    }

    /**
     * Brings the database to {@link #VERSION}; a second time changes nothing.
     *
     * @return how many migrations were applied
     */
    public int migrate() throws PostgresPreflightException {
        connect().close();
        try {
            return Flyway.configure(PostgresSchema.class.getClassLoader())
                    .dataSource(migrating(settings))
                    .locations("classpath:sql/migrations")
                    .placeholderReplacement(false)
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            throw new PostgresPreflightException(
                    Problem.MIGRATION_FAILED,
                    "cannot migrate " + settings.url() + ": " + e.getMessage(),
                    e);
        }
    }

    /** A migration may take as long as it needs. */
    private static PostgresDataSource migrating(PostgresSettings settings) {
        return new PostgresDataSource(
                settings.withApplicationName(settings.applicationName() + " migrate")
                        .withSocketTimeout(Duration.ZERO));
    }

    /** Whether a run can write: reachable, the schema of this version, and all rights. */
    public void check() throws PostgresPreflightException {
        try (Session session = connect()) {
            checkState(session);
            checkVersion(session);
            String missing = session.text(MISSING_RIGHTS);
            if (missing != null) {
                throw new PostgresPreflightException(
                        Problem.RIGHTS_MISSING,
                        String.format(
                                "the role %s of %s lacks %s: use candlemill_job, or a member of it",
                                settings.user(), settings.url(), missing));
            }
        } catch (SQLException e) {
            throw new PostgresPreflightException(
                    problemOf(e),
                    "cannot check " + settings.url() + ": " + e.getMessage() + hint(e),
                    e);
        }
    }

    /** Whether there are the tables of this version, for those who mostly read. */
    public void checkVersion() throws PostgresPreflightException {
        try (Session session = connect()) {
            requireTables(session);
            checkVersion(session);
        } catch (SQLException e) {
            throw new PostgresPreflightException(
                    problemOf(e),
                    "cannot check " + settings.url() + ": " + e.getMessage() + hint(e),
                    e);
        }
    }

    private void checkState(Session session) throws SQLException, PostgresPreflightException {
        if (session.isTrue(STATE, 1)) {
            throw new PostgresPreflightException(
                    Problem.READ_ONLY,
                    settings.url() + " is read-only; expected a server that takes writes");
        }
        requireTables(session);
    }

    private void requireTables(Session session) throws SQLException, PostgresPreflightException {
        if (!session.isTrue(STATE, 2)) {
            throw new PostgresPreflightException(
                    Problem.SCHEMA_MISSING,
                    settings.url() + " has no candlemill tables: run " + MIGRATE);
        }
    }

    private void checkVersion(Session session) throws SQLException, PostgresPreflightException {
        String text = session.text(STORED_VERSION);
        int stored = text == null ? 0 : Integer.parseInt(text);
        if (stored < VERSION) {
            throw new PostgresPreflightException(
                    Problem.SCHEMA_OLDER,
                    String.format(
                            "the schema of %s has version %d, this program expects %d: run %s",
                            settings.url(), stored, VERSION, MIGRATE));
        }
        if (stored > VERSION) {
            throw new PostgresPreflightException(
                    Problem.SCHEMA_NEWER,
                    String.format(
                            "the schema of %s has version %d, this program expects %d: use the newer"
                                    + " program that ran %s",
                            settings.url(), stored, VERSION, MIGRATE));
        }
    }

    private Session connect() throws PostgresPreflightException {
        try {
            return new Session(settings.open());
        } catch (SQLException e) {
            throw new PostgresPreflightException(
                    problemOf(e),
                    String.format(
                            "cannot connect to %s as %s: %s%s",
                            settings.url(), settings.user(), e.getMessage(), hint(e)),
                    e);
        } catch (IOException e) {
            throw new PostgresPreflightException(
                    Problem.LOGIN_REFUSED, String.valueOf(e.getMessage()), e);
        }
    }

    private static Problem problemOf(SQLException e) {
        SqlFault fault = SqlFault.of(e);
        if (fault.sqlState().startsWith("28")) {
            return Problem.LOGIN_REFUSED;
        }
        return fault.sqlState().startsWith("42") ? Problem.RIGHTS_MISSING : Problem.UNREACHABLE;
    }

    private static String hint(SQLException e) {
        String hint = SqlFault.of(e).hint();
        return hint.isEmpty() ? "" : "; " + hint;
    }

    /** A connection that answers one-row questions. */
    private record Session(Connection connection) implements AutoCloseable {

        boolean isTrue(String sql, int column) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return row.next() && row.getBoolean(column);
            }
        }

        @Nullable String text(String sql) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? row.getString(1) : null;
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                // it is gone anyway
            }
        }
    }
}
