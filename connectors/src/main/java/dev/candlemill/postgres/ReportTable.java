package dev.candlemill.postgres;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.SymbolReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * The counts of a run: a row per symbol, a row per symbol and stored timeframe, and their sums in
 * {@code backfill_jobs}.
 */
record ReportTable(String jobId, Set<Timeframe> timeframes) implements RowTable<SymbolReport> {

    /** Writers wait for each other here, so that the last one sums up the rows of all. */
    private static final String LOCK_JOB = "SELECT 1 FROM backfill_jobs WHERE id = ? FOR UPDATE";

    private static final String ENSURE_JOB =
            "INSERT INTO backfill_jobs (id) VALUES (?) ON CONFLICT (id) DO NOTHING";
    private static final String INPUTS =
            "INSERT INTO backfill_job_inputs ("
                    + CountColumns.NAMES
                    + ") VALUES ("
                    + CountColumns.VALUES
                    + ") ON CONFLICT (job_id, symbol) DO UPDATE SET "
                    + CountColumns.UPDATES;
    private static final String SYMBOLS =
            "INSERT INTO backfill_job_symbols (job_id, symbol, timeframe, candles, revised)"
                    + " VALUES (?, ?, ?, ?, ?)"
                    + " ON CONFLICT (job_id, symbol, timeframe) DO UPDATE SET"
                    + " candles = excluded.candles, revised = excluded.revised";
    private static final String SUM_UP =
            "UPDATE backfill_jobs SET (bars_in, accepted, duplicate, corrected, late, rejected) ="
                    + " (SELECT sum(bars_in), sum(accepted), sum(duplicate), sum(corrected),"
                    + " sum(late), sum(rejected) FROM backfill_job_inputs WHERE job_id = id),"
                    + " rejected_by_reason = (SELECT coalesce(jsonb_object_agg(reason, count), '{}')"
                    + " FROM (SELECT reason, sum(number::bigint) AS count FROM backfill_job_inputs,"
                    + " jsonb_each_text(backfill_job_inputs.rejected_by_reason) AS r (reason, number)"
                    + " WHERE job_id = id GROUP BY reason) AS reasons),"
                    + " (candles, revised) = (SELECT coalesce(sum(s.candles), 0),"
                    + " coalesce(sum(s.revised), 0) FROM backfill_job_symbols AS s"
                    + " WHERE s.job_id = id) WHERE id = ?";

    @Override
    public void write(Connection connection, List<SymbolReport> reports) throws SQLException {
        executeForJob(connection, ENSURE_JOB);
        executeForJob(connection, LOCK_JOB);
        writeInputs(connection, reports);
        writeSymbols(connection, reports);
        executeForJob(connection, SUM_UP);
    }

    private void executeForJob(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, jobId);
            statement.execute();
        }
    }

    private void writeInputs(Connection connection, List<SymbolReport> reports)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INPUTS)) {
            for (SymbolReport report : reports) {
                CountColumns.set(insert, jobId, report);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void writeSymbols(Connection connection, List<SymbolReport> reports)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SYMBOLS)) {
            for (SymbolReport report : reports) {
                for (Timeframe timeframe : Timeframe.all()) {
                    if (timeframe == Timeframe.M5 || timeframes.contains(timeframe)) {
                        insert.setString(1, jobId);
                        insert.setString(2, report.symbol());
                        insert.setString(3, timeframe.wire());
                        insert.setLong(4, report.counts().candles(timeframe));
                        insert.setLong(5, report.counts().revised(timeframe));
                        insert.addBatch();
                    }
                }
            }
            insert.executeBatch();
        }
    }
}
