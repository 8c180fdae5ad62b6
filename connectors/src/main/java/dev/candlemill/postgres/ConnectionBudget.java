package dev.candlemill.postgres;

import dev.candlemill.postgres.PostgresPreflightException.Problem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How many connections a run may open, against how many the server has left.
 *
 * @param parallelism of the run
 * @param perSlot at most so many at a time in each slot
 */
public record ConnectionBudget(int parallelism, int perSlot) {

    /**
     * Candles, signals, rejected, late, snapshots, counts, reports; and the reader of what is
     * stored.
     */
    private static final int OF_BOUNDED = 8;

    /** Writers of candles, signals, stopped signals, rejected, late, snapshots and counts. */
    private static final int OF_LIVE = 7;

    /** What is stored, how far symbols are settled, and bars that were handed over. */
    private static final int OF_SOURCE = 3;

    /**
     * The lease's session, one for the run's row, and two that hear of changed setups, of polled
     * symbols and of those of a topic.
     */
    private static final int PER_RUN = 4;

    /** What no role has is missing before version 16; other roles' sessions have a database too. */
    private static final String SERVER =
            "SELECT current_setting('max_connections')::integer,"
                    + " current_setting('superuser_reserved_connections')::integer"
                    + " + coalesce(current_setting('reserved_connections', true), '0')::integer,"
                    + " (SELECT count(*) FROM pg_stat_activity"
                    + " WHERE datid IS NOT NULL AND pid <> pg_backend_pid())";

    public static ConnectionBudget bounded(int parallelism) {
        return new ConnectionBudget(parallelism, OF_BOUNDED);
    }

    /**
     * Of a live job.
     *
     * @param sources 2 where some symbols are polled and others read from a topic
     */
    public static ConnectionBudget live(int parallelism, int sources) {
        return new ConnectionBudget(parallelism, OF_LIVE + OF_SOURCE * sources);
    }

    int needed() {
        return perSlot * parallelism + PER_RUN;
    }

    /**
     * Checks that they fit.
     *
     * @throws PostgresPreflightException naming both numbers
     */
    public void check(PostgresSettings settings) throws IOException, PostgresPreflightException {
        try (Connection connection = settings.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SERVER)) {
            row.next();
            int max = row.getInt(1);
            int reserved = row.getInt(2);
            int used = row.getInt(3);
            int left = max - reserved - used;
            if (needed() > left) {
                throw new PostgresPreflightException(
                        Problem.TOO_FEW_CONNECTIONS,
                        String.format(
                                "parallelism %d needs up to %d connections, %s has %d left (max_connections"
                                        + " %d, reserved %d, in use %d): lower --parallelism or raise"
                                        + " max_connections",
                                parallelism, needed(), settings.url(), left, max, reserved, used));
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot count the connections of " + settings.url(), e);
        }
    }
}
