package dev.candlemill.postgres;

import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.SymbolCounts;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The counts of a run over all its symbols, as its writers left them in Postgres. */
public final class StoredCounts {

    private static final String INPUTS =
            "SELECT coalesce(sum(bars_in), 0), coalesce(sum(accepted), 0),"
                    + " coalesce(sum(duplicate), 0), coalesce(sum(corrected), 0),"
                    + " coalesce(sum(late), 0), min(first_bar), max(last_bar)"
                    + " FROM backfill_job_inputs WHERE job_id = ?";
    private static final String REASONS =
            "SELECT reason, sum(number::bigint) FROM backfill_job_inputs,"
                    + " jsonb_each_text(rejected_by_reason) AS r (reason, number)"
                    + " WHERE job_id = ? GROUP BY reason";
    private static final String CANDLES =
            "SELECT timeframe, sum(candles), sum(revised) FROM backfill_job_symbols"
                    + " WHERE job_id = ? GROUP BY timeframe";

    private static final Map<String, RejectReason> REASON_BY_CODE =
            Arrays.stream(RejectReason.values())
                    .collect(Collectors.toMap(RejectReason::code, Function.identity()));
    private static final Map<String, Timeframe> TIMEFRAME_BY_WIRE =
            Timeframe.all().stream()
                    .collect(Collectors.toMap(Timeframe::wire, Function.identity()));

    private StoredCounts() {}

    /**
     * All zero for a run that has reported no symbol.
     *
     * @throws IOException when Postgres does not answer, or knows a reason or timeframe that we do
     *     not
     */
    public static SymbolCounts of(PostgresSettings settings, String jobId) throws IOException {
        SymbolCounts counts = new SymbolCounts();
        try (Connection connection = settings.open()) {
            forEachRow(connection, INPUTS, jobId, row -> addInputs(counts, row));
            forEachRow(connection, REASONS, jobId, row -> addReason(counts, row));
            forEachRow(connection, CANDLES, jobId, row -> addCandles(counts, row));
        } catch (SQLException e) {
            throw new PostgresException("cannot read the counts of run " + jobId, e);
        }
        return counts;
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException, IOException;
    }

    private static void forEachRow(
            Connection connection, String sql, String jobId, RowReader reader)
            throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, jobId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static void addInputs(SymbolCounts counts, ResultSet row) throws SQLException {
        counts.in = row.getLong(1);
        counts.accepted = row.getLong(2);
        counts.duplicate = row.getLong(3);
        counts.corrected = row.getLong(4);
        counts.late = row.getLong(5);
        OffsetDateTime first = row.getObject(6, OffsetDateTime.class);
        OffsetDateTime last = row.getObject(7, OffsetDateTime.class);
        if (first != null && last != null) {
            counts.firstBar = first.toInstant().toEpochMilli();
            counts.lastBar = last.toInstant().toEpochMilli();
        }
    }

    private static void addReason(SymbolCounts counts, ResultSet row)
            throws SQLException, IOException {
        RejectReason reason = known(REASON_BY_CODE, row.getString(1), "reject reason");
        counts.countRejected(reason.ordinal(), row.getLong(2));
    }

    private static void addCandles(SymbolCounts counts, ResultSet row)
            throws SQLException, IOException {
        Timeframe timeframe = known(TIMEFRAME_BY_WIRE, row.getString(1), "timeframe");
        counts.countCandles(timeframe, row.getLong(2), row.getLong(3));
    }

    private static <T> T known(Map<String, T> byCode, String code, String what) throws IOException {
        T found = byCode.get(code);
        if (found == null) {
            throw new IOException(
                    String.format(
                            "unknown %s \"%s\" in the counts of a run: expected one of %s",
                            what, code, byCode.keySet()));
        }
        return found;
    }
}
