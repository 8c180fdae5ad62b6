package dev.candlemill.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Takes and checks leases in {@code job_leases}. */
public final class Leases {

    /** The former holder may have been stopped in the middle of a flush: do not wait forever. */
    private static final String PATIENCE = "SET lock_timeout = '60s'";

    private static final String ACQUIRE =
            "INSERT INTO job_leases (name, epoch, holder, job_id) VALUES (?, 1, ?, ?)"
                    + " ON CONFLICT (name) DO UPDATE SET epoch = job_leases.epoch + 1,"
                    + " holder = excluded.holder, job_id = excluded.job_id, acquired_at = now()"
                    + " RETURNING epoch";
    private static final String HOLDER =
            "SELECT epoch, job_id, holder FROM job_leases WHERE name = ?";

    private Leases() {}

    /**
     * Takes the lease, from whoever holds it. Waits for flushes of the former holder that are under
     * way; every later one of them is refused.
     *
     * @param holder for people: the host and process
     */
    public static Lease acquire(PostgresSettings settings, String name, String jobId, String holder)
            throws IOException {
        try (Connection connection = settings.open();
                Statement patience = connection.createStatement();
                PreparedStatement acquire = connection.prepareStatement(ACQUIRE)) {
            patience.execute(PATIENCE);
            acquire.setString(1, name);
            acquire.setString(2, holder);
            acquire.setString(3, jobId);
            try (ResultSet row = acquire.executeQuery()) {
                row.next();
                return new Lease(name, row.getLong(1));
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot take the lease \"" + name + "\"", e);
        }
    }

    /**
     * Whether the lease still holds.
     *
     * @throws StaleLeaseException naming the run that took over
     */
    public static void check(PostgresSettings settings, Lease lease) throws IOException {
        try (Connection connection = settings.open()) {
            check(connection, lease, "");
        } catch (SQLException e) {
            throw new PostgresException("cannot read the lease \"" + lease.name() + "\"", e);
        }
    }

    /** The same inside a transaction, which then keeps others from taking over until it ends. */
    static void hold(Connection connection, Lease lease) throws SQLException, StaleLeaseException {
        check(connection, lease, " FOR SHARE");
    }

    private static void check(Connection connection, Lease lease, String lock)
            throws SQLException, StaleLeaseException {
        try (PreparedStatement holder = connection.prepareStatement(HOLDER + lock)) {
            holder.setString(1, lease.name());
            try (ResultSet row = holder.executeQuery()) {
                if (!row.next()) {
                    throw new StaleLeaseException(
                            "the lease \"" + lease.name() + "\" is gone from job_leases");
                }
                if (row.getLong(1) != lease.epoch()) {
                    throw new StaleLeaseException(
                            String.format(
                                    "the lease \"%s\" of epoch %d was taken over: run %s (%s) holds epoch %d",
                                    lease.name(),
                                    lease.epoch(),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getLong(1)));
                }
            }
        }
    }
}
