package dev.candlemill.benchmarks.serving;

import dev.candlemill.postgres.PostgresSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The bare query: a connection per client, a prepared statement, every column of every row read
 * into a sum. Times come as numbers, which the driver reads at less cost than timestamps.
 */
public final class JdbcReaders implements Readers {

    private static final int WHOLE_NUMBERS = 7;
    private static final int PRICES = 5;

    private final PostgresSettings settings;
    private final String sql;
    private final int candles;
    private final int values;

    public JdbcReaders(StoredCandles stored, int candles, List<String> indicators) {
        this.settings = stored.as("candlemill_api");
        this.candles = candles;
        this.values = indicators.size();
        this.sql =
                "SELECT (date_part('epoch', open_time) * 1000)::bigint,"
                        + " (date_part('epoch', close_time) * 1000)::bigint,"
                        + " session_date - DATE '1970-01-01', bar_count, expected_bar_count,"
                        + " revision, indicator_revision, open, high, low, close, volume,"
                        + " is_complete, source, "
                        + String.join(", ", indicators)
                        + " FROM candles WHERE symbol = ? AND timeframe = ?"
                        + " ORDER BY open_time DESC LIMIT "
                        + candles;
    }

    @Override
    public Reader open(String symbol) throws Exception {
        Connection connection = settings.open();
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, symbol);
        query.setString(2, StoredCandles.TIMEFRAME.wire());
        return new Reader() {
            @Override
            public int read() throws SQLException {
                return sum(query);
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /** What nobody looks at, compilers leave out. */
    private int sum(PreparedStatement query) throws SQLException {
        double sum = 0;
        int rows = 0;
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows++;
                int column = 1;
                while (column <= WHOLE_NUMBERS) {
                    sum += row.getLong(column++);
                }
                while (column <= WHOLE_NUMBERS + PRICES) {
                    sum += row.getDouble(column++);
                }
                sum += row.getBoolean(column++) ? 1 : 0;
                sum += row.getString(column++).length();
                for (int value = 0; value < values; value++) {
                    sum += row.getDouble(column++);
                    sum += row.wasNull() ? 1 : 0;
                }
            }
        }
        if (rows != candles || !Double.isFinite(sum)) {
            throw new IllegalStateException(
                    "expected " + candles + " rows of finite numbers, found " + rows);
        }
        return 0;
    }
}
