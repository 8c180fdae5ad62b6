package dev.candlemill.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work as transactions of one connection: holds the lease, tries again after transient errors
 * on a fresh connection, and tells the other errors apart. Opens its connection when first needed.
 *
 * <p>Used by one thread; {@link #close} may come from another and breaks off what is under way.
 */
final class Transactions implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    // -- configuration
    private final PostgresSettings settings;
    private final @Nullable Lease lease;
    private final RetryPolicy retries;
    private final WriterMetrics metrics;
    private final String sessionSql;

    // -- runtime
    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    /**
     * Connects when first used.
     *
     * @param lease null for work that only reads
     * @param sessionSql executed once on each new connection, before its first transaction; empty
     *     for nothing
     */
    Transactions(
            PostgresSettings settings,
            @Nullable Lease lease,
            RetryPolicy retries,
            WriterMetrics metrics,
            String sessionSql) {
        this.settings = settings;
        this.lease = lease;
        this.retries = retries;
        this.metrics = metrics;
        this.sessionSql = sessionSql;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        /**
         * @param isRetry whether an earlier attempt failed, possibly after it was committed
         */
        T in(Connection connection, boolean isRetry) throws SQLException, IOException;
    }

    /**
     * Runs the work until it is committed or there is no use in trying again.
     *
     * @throws RefusedException when Postgres refuses a row
     * @throws PostgresException for systemic errors, and for transient ones that do not go away
     * @throws StaleLeaseException when another run has taken over
     */
    <T> T run(Work<T> work) throws IOException, InterruptedException, RefusedException {
        long firstFailure = 0;
        for (int attempt = 0; ; attempt++) {
            try {
                return attempt(work, attempt > 0);
            } catch (SQLException e) {
                long now = System.nanoTime();
                firstFailure = attempt == 0 ? now : firstFailure;
                boolean lastAttempt = now - firstFailure > retries.giveUpAfter().toNanos();
                throwUnlessTransient(e, attempt + 1, lastAttempt);
                pauseBeforeAttempt(attempt + 1, e);
            }
        }
    }

    /** What is done in a transaction in which Postgres has no row to refuse. */
    @FunctionalInterface
    interface Plain<T> {
        T in(Connection connection) throws SQLException, IOException;
    }

    /**
     * Runs such work, for callers that are not interrupted on purpose.
     *
     * @param what is done, for messages: {@code read stored candles}
     */
    <T> T run(String what, Plain<T> work) throws IOException {
        try {
            return run((connection, isRetry) -> work.in(connection));
        } catch (RefusedException e) {
            throw new PostgresException("cannot " + what, e.error());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: cannot " + what, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }

    private <T> T attempt(Work<T> work, boolean isRetry) throws SQLException, IOException {
        Connection current = connected();
        boolean committed = false;
        try {
            if (lease != null) {
                Leases.hold(current, lease);
            }
            T result = work.in(current, isRetry);
            current.commit();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack(current);
            }
        }
    }

    private Connection connected() throws SQLException, IOException {
        Connection current = connection;
        if (current == null) {
            current = settings.open();
            connection = current;
            prepare(current);
        }
        if (closed) {
            disconnect();
            throw new IOException("closed while writing to Postgres");
        }
        return current;
    }

    private void prepare(Connection fresh) throws SQLException {
        boolean prepared = false;
        try (Statement statement = fresh.createStatement()) {
            if (!sessionSql.isEmpty()) {
                statement.execute(sessionSql);
            }
            fresh.setAutoCommit(false);
            prepared = true;
        } finally {
            if (!prepared) {
                disconnect();
            }
        }
    }

    private void rollBack(Connection current) {
        try {
            current.rollback();
        } catch (SQLException e) {
            disconnect();
        }
    }

    private void throwUnlessTransient(SQLException e, int attempts, boolean lastAttempt)
            throws IOException, RefusedException {
        if (closed) {
            throw new IOException("closed while writing to Postgres", e);
        }
        switch (SqlFault.of(e).kind()) {
            case CONFLICT, POISON -> throw new RefusedException(e);
            case SYSTEMIC -> throw new SystemicPostgresException("cannot write to Postgres", e);
            case TRANSIENT -> {
                if (lastAttempt) {
                    throw new PostgresException(
                            "cannot write to Postgres, gave up after " + attempts + " attempts", e);
                }
            }
        }
    }

    private void pauseBeforeAttempt(int attempt, SQLException cause) throws InterruptedException {
        disconnect();
        metrics.countRetry();
        long delay = retries.delayMillis(attempt, ThreadLocalRandom.current().nextDouble());
        LOG.warn(
                "Postgres failed with SQLSTATE {}, attempt {} in {} ms: {}",
                cause.getSQLState(),
                attempt + 1,
                delay,
                cause.getMessage());
        Thread.sleep(delay);
    }

    /** {@code abort} rather than {@code close}: it does not wait for a server that is silent. */
    private void disconnect() {
        Connection current = connection;
        connection = null;
        if (current == null) {
            return;
        }
        try {
            current.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("a connection could not be closed", e);
        }
    }
}
