package dev.candlemill.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.bar.BarColumns;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** What the tables say about one candle, as JSON with the tables' own column names. */
final class Stored {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CANDLE =
            "SELECT (to_jsonb(c) - 'input_bars')::text FROM candles AS c WHERE symbol = ?"
                    + " AND timeframe = ? AND open_time <= ? AND close_time > ?"
                    + " ORDER BY open_time DESC LIMIT 1";
    private static final String NEAREST =
            "SELECT to_jsonb(n.open_time)::text FROM ((SELECT open_time FROM candles WHERE symbol = ?"
                    + " AND timeframe = ? AND open_time <= ? ORDER BY open_time DESC LIMIT 1) UNION ALL"
                    + " (SELECT open_time FROM candles WHERE symbol = ? AND timeframe = ? AND"
                    + " open_time > ? ORDER BY open_time LIMIT 1)) AS n"
                    + " ORDER BY abs(date_part('epoch', n.open_time - ?)) LIMIT 1";
    private static final String CONSTITUENTS =
            "SELECT jsonb_build_object('open_time', open_time, 'open', open, 'high', high, 'low', low,"
                    + " 'close', close, 'volume', volume, 'input_count', input_count, 'revision', revision,"
                    + " 'is_complete', is_complete, 'source', source, 'job_id', job_id)::text,"
                    + " input_bars FROM candles WHERE symbol = ? AND timeframe = '5m'"
                    + " AND open_time >= ? AND open_time < ? ORDER BY open_time";
    private static final String SO_FAR =
            "SELECT count(*)::text FROM candles WHERE symbol = ? AND timeframe = ? AND open_time <= ?";
    private static final String INPUTS =
            "SELECT jsonb_build_object('open_time', open_time, 'open', open, 'high', high, 'low', low,"
                    + " 'close', close, 'volume', volume, 'revision', revision)::text"
                    + " FROM (SELECT * FROM candles WHERE symbol = ? AND timeframe = ?"
                    + " AND open_time <= ? ORDER BY open_time DESC LIMIT ?) AS c ORDER BY open_time";
    private static final String REVISIONS =
            "SELECT to_jsonb(r)::text FROM candle_revisions AS r WHERE symbol = ? AND timeframe = ?"
                    + " AND open_time = ? ORDER BY revision, indicator_revision";
    private static final String SIGNALS =
            "SELECT to_jsonb(s)::text FROM strategy_signals AS s WHERE symbol = ? AND timeframe = ?"
                    + " AND open_time = ? ORDER BY setup, strategy";
    private static final String REJECTED =
            "SELECT to_jsonb(r)::text FROM rejected_rows AS r WHERE symbol = ? AND open_time >= ?"
                    + " AND open_time < ? ORDER BY open_time, created_at";

    private final Connection connection;
    private final String symbol;
    private final String timeframe;

    Stored(Connection connection, String symbol, String timeframe) throws SQLException {
        this.connection = connection;
        this.symbol = symbol;
        this.timeframe = timeframe;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
        }
    }

    /** The candle that holds a time. */
    Optional<JsonNode> candleAt(long time) throws SQLException, IOException {
        return first(CANDLE, symbol, timeframe, at(time), at(time));
    }

    /** The open time of the candle that opens nearest. */
    Optional<String> nearest(long time) throws SQLException, IOException {
        return first(NEAREST, symbol, timeframe, at(time), symbol, timeframe, at(time), at(time))
                .map(JsonNode::asText);
    }

    /** Candles of the series up to this one, itself included. */
    long soFar(long openTime) throws SQLException, IOException {
        return first(SO_FAR, symbol, timeframe, at(openTime)).map(JsonNode::asLong).orElse(0L);
    }

    /** The newest candles of the series up to this one, itself included, oldest first. */
    ArrayNode inputs(long openTime, int limit) throws SQLException, IOException {
        return all(INPUTS, symbol, timeframe, at(openTime), limit);
    }

    /** The 5m candles of a time, each with the input bars kept with it. */
    ArrayNode constituents(long from, long to) throws SQLException, IOException {
        ArrayNode found = JSON.createArrayNode();
        try (PreparedStatement statement = prepare(CONSTITUENTS, symbol, at(from), at(to));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                JsonNode candle = JSON.readTree(row.getString(1));
                byte[] bars = row.getBytes(2);
                if (bars != null) {
                    ((ObjectNode) candle).set("input_bars", inputBars(bars));
                }
                found.add(candle);
            }
        }
        return found;
    }

    ArrayNode revisions(long openTime) throws SQLException, IOException {
        return all(REVISIONS, symbol, timeframe, at(openTime));
    }

    ArrayNode signals(long openTime) throws SQLException, IOException {
        return all(SIGNALS, symbol, timeframe, at(openTime));
    }

    /** Rejected and late bars. */
    ArrayNode rejected(long from, long to) throws SQLException, IOException {
        return all(REJECTED, symbol, at(from), at(to));
    }

    private static ArrayNode inputBars(byte[] bytes) throws IOException {
        BarColumns bars = BarColumns.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        ArrayNode all = JSON.createArrayNode();
        for (int i = 0; i < bars.size(); i++) {
            all.addObject()
                    .put("open_time", Instant.ofEpochMilli(bars.openTime(i)).toString())
                    .put("size", bars.barSize(i).wire())
                    .put("open", bars.open(i))
                    .put("high", bars.high(i))
                    .put("low", bars.low(i))
                    .put("close", bars.close(i))
                    .put("volume", bars.volume(i));
        }
        return all;
    }

    private Optional<JsonNode> first(String sql, Object... values)
            throws SQLException, IOException {
        ArrayNode rows = all(sql, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    private ArrayNode all(String sql, Object... values) throws SQLException, IOException {
        ArrayNode all = JSON.createArrayNode();
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                all.add(JSON.readTree(row.getString(1)));
            }
        }
        return all;
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static Object at(long time) {
        return Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC);
    }
}
