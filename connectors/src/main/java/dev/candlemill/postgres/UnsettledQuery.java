package dev.candlemill.postgres;

import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.SignalKey;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks for what was stored of symbols since a job's newest complete checkpoint, which is when their
 * progress was noted: corrected candles, and signals. What is older than two months is in no region
 * of a live job.
 */
final class UnsettledQuery {

    /** Ten minutes, since clocks of machines differ. Nothing was noted yet: all of it. */
    private static final String SINCE =
            "WITH since AS (SELECT asked.symbol COLLATE \"C\" AS symbol,"
                    + " CASE WHEN job_id = ? THEN updated_at - interval '10 minutes'"
                    + " ELSE '-infinity' END AS at,"
                    + " coalesce(covered_until - interval '62 days', '-infinity') AS oldest"
                    + " FROM unnest(?::text[]) AS asked (symbol) LEFT JOIN symbol_progress"
                    + " ON symbol_progress.symbol = asked.symbol COLLATE \"C\") ";

    private static final String CANDLES =
            SINCE
                    + "SELECT candles.symbol, timeframe, date_part('epoch', open_time), revision,"
                    + " content_hash, indicator_revision, indicator_hash, job_id = ?"
                    + " FROM since CROSS JOIN LATERAL (SELECT DISTINCT timeframe, open_time"
                    + " FROM candle_revisions WHERE symbol = since.symbol AND timeframe = ANY (?)"
                    + " AND open_time >= since.oldest AND known_until >= since.at) corrected"
                    + " JOIN candles USING (timeframe, open_time)"
                    + " WHERE candles.symbol = since.symbol";

    private static final String SIGNALS =
            SINCE
                    + "SELECT signals.symbol, timeframe, date_part('epoch', open_time), revision,"
                    + " content_hash, setup, strategy, signal_type, status, job_id = ?"
                    + " FROM since JOIN strategy_signals signals ON signals.symbol = since.symbol"
                    + " AND timeframe = ANY (?) AND open_time >= since.oldest"
                    + " AND known_at >= since.at AND signal_type IN ('BUY', 'SELL')";

    private final Map<String, UnsettledRows> bySymbol = new LinkedHashMap<>();

    private UnsettledQuery() {}

    static List<UnsettledRows> ask(Connection connection, String jobId, Collection<String> symbols)
            throws SQLException {
        UnsettledQuery query = new UnsettledQuery();
        try (PreparedStatement statement = connection.prepareStatement(CANDLES)) {
            bind(statement, jobId, symbols);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    query.rowsOf(row.getString(1)).candles().add(candle(row));
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(SIGNALS)) {
            bind(statement, jobId, symbols);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    query.rowsOf(row.getString(1)).signals().add(signal(row));
                }
            }
        }
        return new ArrayList<>(query.bySymbol.values());
    }

    private static void bind(PreparedStatement statement, String jobId, Collection<String> symbols)
            throws SQLException {
        statement.setString(1, jobId);
        statement.setArray(2, texts(statement, symbols));
        statement.setString(3, jobId);
        statement.setArray(
                4, texts(statement, Timeframe.all().stream().map(Timeframe::wire).toList()));
    }

    private static Array texts(PreparedStatement statement, Collection<String> texts)
            throws SQLException {
        return statement.getConnection().createArrayOf("text", texts.toArray());
    }

    private UnsettledRows rowsOf(String symbol) {
        return bySymbol.computeIfAbsent(
                symbol, s -> new UnsettledRows(s, new StoredCandles(16), new StoredSignals(4)));
    }

    private static StoredCandles.Row candle(ResultSet row) throws SQLException {
        return new StoredCandles.Row(
                Timeframe.parse(row.getString(2)).ordinal(),
                PostgresBaselineReader.millis(row.getDouble(3)),
                row.getInt(4),
                row.getLong(5),
                row.getInt(6),
                row.getLong(7),
                row.getBoolean(8));
    }

    private static StoredSignals.Row signal(ResultSet row) throws SQLException {
        return new StoredSignals.Row(
                Timeframe.parse(row.getString(2)).ordinal(),
                PostgresBaselineReader.millis(row.getDouble(3)),
                SignalKey.of(row.getString(6), row.getString(7)),
                row.getInt(4),
                row.getLong(5),
                SignalType.valueOf(row.getString(8)).ordinal(),
                StoredSignals.Origin.of(
                        row.getBoolean(10), SignalStatus.valueOf(row.getString(9))));
    }
}
