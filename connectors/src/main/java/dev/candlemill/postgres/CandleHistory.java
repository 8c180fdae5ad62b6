package dev.candlemill.postgres;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.chart.StoredRow;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.indicator.SeriesCandle;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stored candles of one symbol for whoever reads them, each call on one connection. */
public final class CandleHistory {

    private static final int FETCH_ROWS = 5000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A slot counts as full with the bars of one size, 1 or 5 minutes: a fold lets others wait for
     * the grace.
     */
    private static final String SERIES =
            "SELECT (date_part('epoch', open_time) * 1000)::bigint,"
                    + " (date_part('epoch', close_time) * 1000)::bigint,"
                    + " session_date - DATE '1970-01-01', open, high, low, close, volume,"
                    + " is_complete AND input_count IN (bar_count, 5 * bar_count)"
                    + " FROM candles WHERE symbol = ? AND timeframe = ? AND open_time < ?"
                    + " ORDER BY open_time";

    private static final List<String> PRICES = List.of("open", "high", "low", "close", "volume");
    private static final List<String> CATALOGUE = IndicatorSet.catalogue().valueNames();

    private static final String ROWS =
            "SELECT (date_part('epoch', open_time) * 1000)::bigint,"
                    + " session_date - DATE '1970-01-01', indicators::text, "
                    + String.join(", ", PRICES)
                    + ", "
                    + String.join(", ", CATALOGUE)
                    + " FROM candles WHERE symbol = ? AND timeframe = ? ORDER BY open_time";

    private static final String SYMBOLS =
            "WITH RECURSIVE known (symbol) AS ("
                    + "(SELECT symbol FROM candles ORDER BY symbol LIMIT 1) UNION ALL"
                    + " SELECT (SELECT c.symbol FROM candles AS c WHERE c.symbol > known.symbol"
                    + " ORDER BY c.symbol LIMIT 1) FROM known WHERE known.symbol IS NOT NULL)"
                    + " SELECT symbol FROM known WHERE symbol IS NOT NULL";

    private final Connections connections;

    public CandleHistory(Connections connections) {
        this.connections = requireNonNull(connections, "connections is null");
    }

    /** All symbols that have candles, sorted. */
    public List<String> symbols() throws IOException {
        List<String> symbols = new ArrayList<>();
        read(SYMBOLS, statement -> {}, row -> symbols.add(row.getString(1)));
        return symbols;
    }

    /**
     * Every candle that opens before then, from the first one on; empty where nothing is stored.
     *
     * @param before epoch milliseconds
     */
    public CandleSeries series(String symbol, Timeframe timeframe, long before) throws IOException {
        CandleSeries series = new CandleSeries(timeframe);
        SeriesCandle candle = new SeriesCandle();
        read(
                SERIES,
                statement -> {
                    statement.setString(1, symbol);
                    statement.setString(2, timeframe.wire());
                    statement.setObject(3, Instant.ofEpochMilli(before).atOffset(ZoneOffset.UTC));
                },
                row -> {
                    fill(candle, timeframe, row);
                    series.add(candle);
                });
        return series;
    }

    private static void fill(SeriesCandle candle, Timeframe timeframe, ResultSet row)
            throws SQLException {
        candle.timeframe = timeframe.ordinal();
        candle.openTime = row.getLong(1);
        candle.closeTime = row.getLong(2);
        candle.sessionDate = row.getInt(3);
        candle.open = row.getDouble(4);
        candle.high = row.getDouble(5);
        candle.low = row.getDouble(6);
        candle.close = row.getDouble(7);
        candle.volume = row.getDouble(8);
        candle.complete = row.getBoolean(9);
    }

    /** Every candle with its indicators, in order. */
    public List<StoredRow> rows(String symbol, Timeframe timeframe) throws IOException {
        List<StoredRow> rows = new ArrayList<>();
        read(
                ROWS,
                statement -> {
                    statement.setString(1, symbol);
                    statement.setString(2, timeframe.wire());
                },
                row -> rows.add(new StoredRow(row.getLong(1), row.getInt(2), values(row))));
        return rows;
    }

    private static Map<String, Double> values(ResultSet row) throws SQLException, IOException {
        Map<String, Double> values = new HashMap<>();
        String further = row.getString(3);
        if (further != null) {
            for (Map.Entry<String, JsonNode> field : JSON.readTree(further).properties()) {
                if (field.getValue().isNumber()) {
                    values.put(field.getKey(), field.getValue().doubleValue());
                }
            }
        }
        int at = 4;
        for (List<String> names : List.of(PRICES, CATALOGUE)) {
            for (String name : names) {
                double value = row.getDouble(at++);
                if (!row.wasNull()) {
                    values.put(name, value);
                }
            }
        }
        return values;
    }

    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Rows {
        void next(ResultSet row) throws SQLException, IOException;
    }

    private void read(String sql, Binding binding, Rows rows) throws IOException {
        try (Connection connection = connections.open()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH_ROWS);
                binding.to(statement);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        rows.next(row);
                    }
                }
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot read the candles", e);
        }
    }
}
