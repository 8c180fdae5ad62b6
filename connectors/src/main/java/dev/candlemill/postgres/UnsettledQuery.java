package dev.candlemill.postgres;

import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.calendar.Timeframe;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks for what was stored of symbols since a time: corrected candles, as they are now, and
 * signals. Both are found by when they were written, so that the answer's time depends on what
 * happened since, and not on what is stored. A candle may have been corrected before its first
 * flush: what {@code candle_revisions} holds is not enough.
 */
final class UnsettledQuery {

    /** As the index {@code candles_corrected} has it. */
    static final String CANDLES =
            "SELECT symbol, timeframe, date_part('epoch', open_time), revision, content_hash,"
                    + " indicator_revision, indicator_hash, job_id = ? FROM candles"
                    + " WHERE ingested_at >= ? AND symbol = ANY (?)"
                    + " AND (revision > 1 OR indicator_revision > 1)";

    private static final String SIGNALS =
            "SELECT timeframe, date_part('epoch', open_time), setup, strategy, revision,"
                    + " content_hash, signal_type, job_id = ?, status, symbol FROM strategy_signals"
                    + " WHERE known_at >= ? AND symbol = ANY (?) AND signal_type IN ('BUY', 'SELL')";

    private static final int FETCH_ROWS = 5000;

    private final Map<String, UnsettledRows> bySymbol = new LinkedHashMap<>();

    private UnsettledQuery() {}

    /**
     * Asks within a transaction.
     *
     * @param jobId whose rows are marked as its own
     */
    static List<UnsettledRows> ask(
            Connection connection, String jobId, Collection<String> symbols, Instant since)
            throws SQLException {
        Array asked = connection.createArrayOf("text", symbols.toArray());
        UnsettledQuery query = new UnsettledQuery();
        query.ask(connection, CANDLES, jobId, since, asked, query::addCandle);
        query.ask(connection, SIGNALS, jobId, since, asked, query::addSignal);
        return new ArrayList<>(query.bySymbol.values());
    }

    private interface Rows {
        void add(ResultSet row) throws SQLException;
    }

    private void ask(
            Connection connection,
            String sql,
            String jobId,
            Instant since,
            Array symbols,
            Rows rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setString(1, jobId);
            statement.setObject(2, since.atOffset(ZoneOffset.UTC));
            statement.setArray(3, symbols);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(row);
                }
            }
        }
    }

    private UnsettledRows rowsOf(String symbol) {
        return bySymbol.computeIfAbsent(
                symbol, s -> new UnsettledRows(s, new StoredCandles(16), new StoredSignals(4)));
    }

    private void addCandle(ResultSet row) throws SQLException {
        rowsOf(row.getString(1))
                .candles()
                .add(
                        new StoredCandles.Row(
                                Timeframe.parse(row.getString(2)).ordinal(),
                                PostgresBaselineReader.millis(row.getDouble(3)),
                                row.getInt(4),
                                row.getLong(5),
                                row.getInt(6),
                                row.getLong(7),
                                row.getBoolean(8)));
    }

    private void addSignal(ResultSet row) throws SQLException {
        rowsOf(row.getString(10)).signals().add(PostgresBaselineReader.signal(row));
    }
}
