package dev.candlemill.postgres;

import dev.candlemill.postgres.PostgresPreflightException.Problem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many connections a run may open, against how many the server has left. */
public final class ConnectionBudget {

    /** Candles, rejected, late, snapshots, reports; and the reader of what is stored. */
    private static final int PER_SLOT = 8;

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

    private ConnectionBudget() {}

    /** At most so many at a time. */
    static int needed(int parallelism) {
        return PER_SLOT * parallelism + PER_RUN;
    }

    /**
     * Checks that they fit.
     *
     * @param parallelism of the run
     * @throws PostgresPreflightException naming both numbers
     */
    public static void check(PostgresSettings settings, int parallelism)
            throws IOException, PostgresPreflightException {
        try (Connection connection = settings.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SERVER)) {
            row.next();
            int max = row.getInt(1);
            int reserved = row.getInt(2);
            int used = row.getInt(3);
            int left = max - reserved - used;
            if (needed(parallelism) > left) {
                throw new PostgresPreflightException(
                        Problem.TOO_FEW_CONNECTIONS,
                        String.format(
                                "parallelism %d needs up to %d connections, %s has %d left (max_connections"
                                        + " %d, reserved %d, in use %d): lower --parallelism or raise"
                                        + " max_connections",
                                parallelism,
                                needed(parallelism),
                                settings.url(),
                                left,
                                max,
                                reserved,
                                used));
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot count the connections of " + settings.url(), e);
        }
    }
}
