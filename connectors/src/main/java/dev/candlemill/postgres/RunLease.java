package dev.candlemill.postgres;

import dev.candlemill.postgres.PostgresPreflightException.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * The lease of a run: one bounded run and one live job at a time write to a database. The row's
 * epoch fences off the writers of whoever held it before; sessions' advisory locks on that epoch
 * say whether the holder is still there, without a clock: it is gone when its processes are. The
 * process that took the lease holds one, and a live job another, since it outlives that process and
 * restarts of the server.
 */
public final class RunLease implements Closeable {

    /** Whose lease it is. */
    public enum Holder {
        /** Another attempt of the same run takes it away from the one before. */
        BACKFILL("backfill", 0x6d696c6c, true),

        /** A second job is refused, whatever its name. */
        LIVE("live", 0x6d696c6d, false);

        private final String leaseName;

        /** First half of the lock's key; the epoch is the other. */
        private final int lockSpace;

        private final boolean yieldsToItself;

        Holder(String leaseName, int lockSpace, boolean yieldsToItself) {
            this.leaseName = leaseName;
            this.lockSpace = lockSpace;
            this.yieldsToItself = yieldsToItself;
        }

        String leaseName() {
            return leaseName;
        }

        private static Holder of(Lease lease) {
            return lease.name().equals(LIVE.leaseName) ? LIVE : BACKFILL;
        }
    }

    /**
     * Who wants a lease.
     *
     * @param process for people: the host and process
     */
    public record Claim(Holder holder, String jobId, String process) {}

    /**
     * True, in SQL over {@code job_leases}, where the holder lives: a row alone says who was the
     * last one. Changes nothing, and needs no rights.
     */
    public static final String IS_HELD =
            "EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                    + " AND objid = job_leases.epoch::oid AND classid = (CASE job_leases.name"
                    + " WHEN 'backfill' THEN "
                    + Holder.BACKFILL.lockSpace
                    + " ELSE "
                    + Holder.LIVE.lockSpace
                    + " END)::oid)";

    private static final String PATIENCE = "SET lock_timeout = '60s'";

    /** A machine that is lost does not end its sessions: the server finds out within minutes. */
    private static final String KEEP_ALIVE =
            "SET tcp_keepalives_idle = 60; SET tcp_keepalives_interval = 10;"
                    + " SET tcp_keepalives_count = 6";

    /** A job that ended a moment ago still lets go of its lease. */
    private static final Duration LETTING_GO = Duration.ofSeconds(5);

    private static final int LOOK_AGAIN_MILLIS = 100;
    private static final String ENSURE =
            "INSERT INTO job_leases (name, epoch, holder, job_id) VALUES (?, 0, '', '')"
                    + " ON CONFLICT (name) DO NOTHING";
    private static final String HOLDER =
            "SELECT epoch, job_id, holder, acquired_at, "
                    + IS_HELD
                    + " FROM job_leases WHERE name = ?";

    /** Shared, since a job holds it in two places. */
    private static final String HOLD = "SELECT pg_advisory_lock_shared(?, ?::integer)";

    /** One at a time takes any lease, so that no two epochs are equal. Writers need not wait. */
    private static final String ONE_AT_A_TIME = "LOCK TABLE job_leases IN SHARE ROW EXCLUSIVE MODE";

    /** Epochs of all leases grow together: on a topic both holders' records meet. */
    private static final String TAKE =
            "UPDATE job_leases SET epoch = (SELECT max(epoch) + 1 FROM job_leases), holder = ?,"
                    + " job_id = ?, acquired_at = now(), settings = NULL"
                    + " WHERE name = ? RETURNING epoch, pg_advisory_lock_shared(?, epoch::integer)";

    private static final String NOTE =
            "UPDATE job_leases SET settings = ?::jsonb WHERE name = ? AND epoch = ?";

    private final Connection session;
    private final Lease lease;

    private RunLease(Connection session, Lease lease) {
        this.session = session;
        this.lease = lease;
    }

    /**
     * Takes the lease from a holder that is gone, or, for a bounded run, from another attempt of
     * the same run; the writers of the former holder are refused from then on.
     *
     * @throws PostgresPreflightException naming the other run that holds it
     */
    public static RunLease take(PostgresSettings settings, Claim claim)
            throws IOException, PostgresPreflightException {
        try {
            return patiently(claim, () -> takeNow(settings, claim));
        } catch (SQLException e) {
            throw new PostgresException(
                    "cannot take the lease \"" + claim.holder().leaseName + "\"", e);
        }
    }

    /** A way to ask for a lease. */
    private interface Attempt<T> {
        T now() throws IOException, SQLException, PostgresPreflightException;
    }

    /** Where another holder is refused, one that has just ended is waited for. */
    private static <T> T patiently(Claim claim, Attempt<T> attempt)
            throws IOException, SQLException, PostgresPreflightException {
        long deadline = System.nanoTime() + LETTING_GO.toNanos();
        while (true) {
            try {
                return attempt.now();
            } catch (PostgresPreflightException e) {
                if (claim.holder().yieldsToItself || System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a lease was waited for", e);
        }
    }

    private static RunLease takeNow(PostgresSettings settings, Claim claim)
            throws IOException, SQLException, PostgresPreflightException {
        Connection session = settings.open();
        boolean taken = false;
        try {
            Lease lease = take(session, claim);
            taken = true;
            return new RunLease(session, lease);
        } finally {
            if (!taken) {
                closeQuietly(session);
            }
        }
    }

    /**
     * Holds a lease in another session as well, until that ends: whoever asks finds the holder
     * there as long as one of its sessions is.
     */
    static void hold(Connection session, Lease lease) throws SQLException {
        keepAlive(session);
        try (PreparedStatement hold = session.prepareStatement(HOLD)) {
            hold.setInt(1, Holder.of(lease).lockSpace);
            hold.setLong(2, lease.epoch());
            hold.execute();
        }
    }

    private static void keepAlive(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(KEEP_ALIVE);
        }
    }

    /**
     * Whether a claim would be refused now; takes nothing.
     *
     * @throws PostgresPreflightException naming the other run that holds the lease
     */
    public static void check(PostgresSettings settings, Claim claim)
            throws IOException, PostgresPreflightException {
        try (Connection session = settings.open()) {
            patiently(
                    claim,
                    () -> {
                        refuseIfHeld(session, HOLDER, claim);
                        return claim;
                    });
        } catch (SQLException e) {
            throw new PostgresException(
                    "cannot see who holds the lease \"" + claim.holder().leaseName + "\"", e);
        }
    }

    /** The lease of a bounded run. */
    public static RunLease take(PostgresSettings settings, String jobId, String process)
            throws IOException, PostgresPreflightException {
        return take(settings, new Claim(Holder.BACKFILL, jobId, process));
    }

    /** The job that holds a lease now. */
    static Optional<String> jobHolding(Connection session, Holder holder) throws SQLException {
        try (PreparedStatement query = session.prepareStatement(HOLDER)) {
            query.setString(1, holder.leaseName);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(5)
                        ? Optional.of(row.getString(2))
                        : Optional.empty();
            }
        }
    }

    /** For the writers of the run. */
    public Lease lease() {
        return lease;
    }

    /**
     * Keeps what the holder was told, for those who work on what it writes.
     *
     * @param settings JSON of texts by key, without secrets
     */
    public void note(String settings) throws IOException {
        try (PreparedStatement note = session.prepareStatement(NOTE)) {
            note.setString(1, settings);
            note.setString(2, lease.name());
            note.setLong(3, lease.epoch());
            note.executeUpdate();
        } catch (SQLException e) {
            throw new PostgresException("cannot note the settings of " + lease.name(), e);
        }
    }

    /**
     * Others may take it now. What still writes is refused once they have. The lock goes first: the
     * server ends a session a little after the client has left it.
     */
    @Override
    public void close() {
        try (Statement statement = session.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock_all()");
        } catch (SQLException e) {
            // the session is gone, and its locks with it
        }
        closeQuietly(session);
    }

    private static Lease take(Connection session, Claim claim)
            throws SQLException, PostgresPreflightException {
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            statement.execute(PATIENCE);
            statement.execute(ONE_AT_A_TIME);
        }
        String name = claim.holder().leaseName;
        execute(session, ENSURE, name);
        // Once without waiting for the holder's flushes, and once when nobody else can take it.
        refuseIfHeld(session, HOLDER, claim);
        refuseIfHeld(session, HOLDER + " FOR UPDATE", claim);
        try (PreparedStatement take = session.prepareStatement(TAKE)) {
            take.setString(1, claim.process());
            take.setString(2, claim.jobId());
            take.setString(3, name);
            take.setInt(4, claim.holder().lockSpace);
            try (ResultSet row = take.executeQuery()) {
                row.next();
                Lease lease = new Lease(name, row.getLong(1));
                session.commit();
                session.setAutoCommit(true); // idle, not idle in a transaction, until the end
                keepAlive(session);
                return lease;
            }
        }
    }

    private static void refuseIfHeld(Connection session, String sql, Claim claim)
            throws SQLException, PostgresPreflightException {
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, claim.holder().leaseName);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return; // nobody ever took it
                }
                boolean isItself =
                        claim.holder().yieldsToItself && row.getString(2).equals(claim.jobId());
                if (!isItself && row.getBoolean(5)) {
                    throw new PostgresPreflightException(
                            Problem.LEASE_HELD, refusal(claim.holder(), row));
                }
            }
        }
    }

    private static String refusal(Holder holder, ResultSet row) throws SQLException {
        String held =
                String.format(
                        "%s (%s) writes to this database since %s",
                        row.getString(2), row.getString(3), row.getTimestamp(4).toInstant());
        return holder == Holder.LIVE
                ? "live job " + held + "; expected no other live job: stop it first"
                : "run " + held + "; expected no other run: wait for its end, or stop it";
    }

    private static void execute(Connection session, String sql, String name) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    private static void closeQuietly(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // it is gone anyway
        }
    }
}
