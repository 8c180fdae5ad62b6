package dev.candlemill.postgres;

import dev.candlemill.postgres.PostgresPreflightException.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a bounded run: one run at a time writes to a database. The row's epoch fences off
 * the writers of whoever held it before; a session's advisory lock on that epoch says whether the
 * holder is still there, without a clock: it is gone when the process is.
 */
public final class RunLease implements Closeable {

    static final String NAME = "backfill";

    /** First half of the lock's key; the epoch is the other. */
    private static final int LOCK_SPACE = 0x6d696c6c;

    private static final String PATIENCE = "SET lock_timeout = '60s'";
    private static final String ENSURE =
            "INSERT INTO job_leases (name, epoch, holder, job_id) VALUES (?, 0, '', '')"
                    + " ON CONFLICT (name) DO NOTHING";
    private static final String HOLDER =
            "SELECT epoch, job_id, holder, acquired_at FROM job_leases WHERE name = ?";

    /** Shared, so that two who ask do not take each other for the holder. */
    private static final String IS_HOLDER_GONE =
            "SELECT CASE WHEN pg_try_advisory_lock_shared(?, ?::integer)"
                    + " THEN pg_advisory_unlock_shared(?, ?::integer) ELSE false END";

    private static final String TAKE =
            "UPDATE job_leases SET epoch = epoch + 1, holder = ?, job_id = ?, acquired_at = now()"
                    + " WHERE name = ? RETURNING epoch, pg_advisory_lock(?, epoch::integer)";

    private final Connection session;
    private final Lease lease;

    private RunLease(Connection session, Lease lease) {
        this.session = session;
        this.lease = lease;
    }

    /**
     * Takes the lease from a holder that is gone, or from another attempt of the same run, whose
     * writers are refused from then on.
     *
     * @param holder for people: the host and process
     * @throws PostgresPreflightException naming the other run that holds it
     */
    public static RunLease take(PostgresSettings settings, String jobId, String holder)
            throws IOException, PostgresPreflightException {
        Connection session = null;
        boolean taken = false;
        try {
            session = settings.open();
            Lease lease = take(session, jobId, holder);
            taken = true;
            return new RunLease(session, lease);
        } catch (SQLException e) {
            throw new PostgresException("cannot take the lease \"" + NAME + "\"", e);
        } finally {
            if (!taken) {
                closeQuietly(session);
            }
        }
    }

    /** For the writers of the run. */
    public Lease lease() {
        return lease;
    }

    /** Others may take it now. What still writes is refused once they have. */
    @Override
    public void close() {
        closeQuietly(session);
    }

    private static Lease take(Connection session, String jobId, String holder)
            throws SQLException, PostgresPreflightException {
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            statement.execute(PATIENCE);
        }
        execute(session, ENSURE);
        // Once without waiting for the holder's flushes, and once when nobody else can take it.
        refuseIfHeld(session, HOLDER, jobId);
        refuseIfHeld(session, HOLDER + " FOR UPDATE", jobId);
        try (PreparedStatement take = session.prepareStatement(TAKE)) {
            take.setString(1, holder);
            take.setString(2, jobId);
            take.setString(3, NAME);
            take.setInt(4, LOCK_SPACE);
            try (ResultSet row = take.executeQuery()) {
                row.next();
                Lease lease = new Lease(NAME, row.getLong(1));
                session.commit();
                session.setAutoCommit(true); // idle, not idle in a transaction, until the end
                return lease;
            }
        }
    }

    private static void refuseIfHeld(Connection session, String sql, String jobId)
            throws SQLException, PostgresPreflightException {
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, NAME);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (!row.getString(2).equals(jobId) && !isGone(session, row.getLong(1))) {
                    throw new PostgresPreflightException(
                            Problem.LEASE_HELD,
                            String.format(
                                    "run %s (%s) writes to this database since %s; expected no other"
                                            + " run: wait for its end, or stop it",
                                    row.getString(2),
                                    row.getString(3),
                                    row.getTimestamp(4).toInstant()));
                }
            }
        }
    }

    private static boolean isGone(Connection session, long epoch) throws SQLException {
        try (PreparedStatement query = session.prepareStatement(IS_HOLDER_GONE)) {
            query.setInt(1, LOCK_SPACE);
            query.setLong(2, epoch);
            query.setInt(3, LOCK_SPACE);
            query.setLong(4, epoch);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setString(1, NAME);
            statement.execute();
        }
    }

    private static void closeQuietly(@Nullable Connection session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            // it is gone anyway
        }
    }
}
