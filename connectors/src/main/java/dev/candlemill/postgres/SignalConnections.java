package dev.candlemill.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.jspecify.annotations.Nullable;

/**
 * Connections for flink-connector-jdbc by our settings, so that a password is looked up here and
 * nowhere earlier. After {@link #breakOff} there are none: what is left is not written.
 */
final class SignalConnections implements JdbcConnectionProvider {

    private static final long serialVersionUID = 1;
    private static final int VALID_WITHIN_SECONDS = 5;

    // -- configuration
    private final PostgresSettings settings;

    // -- runtime
    private transient @Nullable Connection connection;
    private transient boolean isBrokenOff;
    private transient @Nullable WriterMetrics metrics;

    SignalConnections(PostgresSettings settings) {
        this.settings = settings;
    }

    /** Counts what is tried again from now on. */
    void countRetries(WriterMetrics ofWriter) {
        metrics = ofWriter;
    }

    @Override
    public @Nullable Connection getConnection() {
        return connection;
    }

    /** The connector asks before it tries again what has failed. */
    @Override
    public boolean isConnectionValid() throws SQLException {
        if (metrics != null) {
            metrics.countRetry();
        }
        Connection current = connection;
        return current != null && current.isValid(VALID_WITHIN_SECONDS);
    }

    @Override
    public Connection getOrEstablishConnection() throws SQLException {
        Connection current = connection;
        if (current != null) {
            return current;
        }
        if (isBrokenOff) {
            throw new SQLException("signals are not written any more");
        }
        try {
            current = settings.open();
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), "28000", e);
        }
        connection = current;
        return current;
    }

    @Override
    public void closeConnection() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                // it is gone anyway
            }
        }
    }

    @Override
    public Connection reestablishConnection() throws SQLException {
        closeConnection();
        return getOrEstablishConnection();
    }

    /** The connector writes once more when it is closed, also what Postgres has just refused. */
    void breakOff() {
        isBrokenOff = true;
        Connection current = connection;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                // it is gone anyway
            }
        }
    }
}
