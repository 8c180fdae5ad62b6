package dev.candlemill.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Where stored rows of a symbol open: {@code [first, last]} in epoch milliseconds. It is measured
 * on the shortest timeframe that is stored, so a month's row may open a little earlier.
 */
record Extent(long first, long last) {

    private static final Extent NOTHING = new Extent(Long.MAX_VALUE, Long.MIN_VALUE);

    /** A month opens at most this long before its first bar. */
    private static final long LONGEST_LEAD = Duration.ofDays(32).toMillis();

    /**
     * Asks for it.
     *
     * @param query of one row: the first and the last open time in epoch seconds, or NULLs; its
     *     parameter is the symbol
     */
    static Extent ask(Connection connection, String query, String symbol) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, symbol);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                double first = row.getDouble(1);
                return row.wasNull()
                        ? NOTHING
                        : new Extent(
                                PostgresBaselineReader.millis(first),
                                PostgresBaselineReader.millis(row.getDouble(2)));
            }
        }
    }

    boolean isEmpty() {
        return first > last;
    }

    boolean mayHoldRowsIn(long from, long to) {
        return !isEmpty() && from <= last && to > first - LONGEST_LEAD;
    }
}
