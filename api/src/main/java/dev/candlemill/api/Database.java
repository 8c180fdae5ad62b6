package dev.candlemill.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.candlemill.postgres.Connections;
import dev.candlemill.postgres.PostgresDataSource;
import dev.candlemill.postgres.PostgresSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;

/** A few connections that all requests share. Statements that take 10 seconds are cancelled. */
public final class Database implements AutoCloseable {

    /** Queries that share a core only wait for each other, and some of them for all others. */
    private static final int CONNECTIONS_PER_CORE = 2;

    private static final int LEAST_CONNECTIONS = 4;
    private static final int MOST_CONNECTIONS = 8;
    private static final long PATIENCE_MILLIS = 5_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    /** Connects when first asked. */
    public Database(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("candlemill-api");
        config.setDataSource(new PostgresDataSource(settings));
        config.setMaximumPoolSize(connections(Runtime.getRuntime().availableProcessors()));
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(
                "SET statement_timeout = '10s'; SET plan_cache_mode = force_generic_plan;"
                        + " SET pg_trgm.word_similarity_threshold = 0.4");
        pool = new HikariDataSource(config);
        jdbi = Jdbi.create(pool);
        // our texts have operators such as <% that templates would read
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
    }

    private static int connections(int cores) {
        return Math.max(
                LEAST_CONNECTIONS, Math.min(MOST_CONNECTIONS, CONNECTIONS_PER_CORE * cores));
    }

    /** Those of the pool, for what is read and written as on the command line. */
    public Connections connections() {
        return pool::getConnection;
    }

    public <T> T with(Function<Handle, T> work) {
        return jdbi.withHandle(work::apply);
    }

    /** All or nothing. */
    public <T> T inTransaction(Function<Handle, T> work) {
        return jdbi.inTransaction(work::apply);
    }

    /** Plain JDBC, for what is read by the thousand. */
    public <T> T withConnection(Reading<T> reading) {
        return jdbi.withHandle(
                handle -> {
                    try {
                        return reading.from(handle.getConnection());
                    } catch (SQLException e) {
                        throw new UncheckedSqlException(e);
                    }
                });
    }

    /** Reads by plain JDBC. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    /** What JDBC said. */
    private static final class UncheckedSqlException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UncheckedSqlException(SQLException cause) {
            super(cause);
        }
    }

    /** All of a query as records, with parameters by name. */
    public <T> List<T> list(String sql, Map<String, ?> parameters, Row<T> row) {
        return with(
                handle ->
                        handle.createQuery(sql)
                                .bindMap(parameters)
                                .map((result, context) -> row.of(new Columns(result)))
                                .list());
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T of(Columns columns) throws SQLException;
    }

    @Override
    public void close() {
        pool.close();
    }
}
