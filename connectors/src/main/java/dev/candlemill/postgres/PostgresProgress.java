package dev.candlemill.postgres;

import dev.candlemill.source.ProgressStore;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The rows of {@code symbol_progress}. Used by one thread. */
public final class PostgresProgress implements ProgressStore {

    private static final String NOTE = "note how far symbols have come";
    private static final String SETTLED =
            "SELECT symbol, date_part('epoch', covered_until) FROM symbol_progress";

    private static final String SETTLE =
            "INSERT INTO symbol_progress (symbol, covered_until, job_id) VALUES (?, ?, ?)"
                    + " ON CONFLICT (symbol) DO UPDATE SET"
                    + " covered_until = greatest(symbol_progress.covered_until,"
                    + " excluded.covered_until),"
                    + " job_id = excluded.job_id, updated_at = now()";

    /**
     * Of a finished run: up to its as-of time, but not further than the last bar and the slots that
     * its grace may have kept open. An older range moves nothing.
     */
    private static final String SETTLE_RUN =
            "INSERT INTO symbol_progress (symbol, covered_until, job_id)"
                    + " SELECT i.symbol, to_timestamp(300 * floor(date_part('epoch',"
                    + " least(j.range_to, j.as_of, i.last_bar + interval '5 minutes')"
                    + " - ? * interval '1 millisecond') / 300)), j.id"
                    + " FROM backfill_job_inputs AS i JOIN backfill_jobs AS j ON j.id = i.job_id"
                    + " WHERE j.id = ? AND i.last_bar IS NOT NULL ORDER BY i.symbol"
                    + " ON CONFLICT (symbol) DO UPDATE SET covered_until = excluded.covered_until,"
                    + " job_id = excluded.job_id, updated_at = now()"
                    + " WHERE symbol_progress.covered_until < excluded.covered_until";

    private final PostgresSinkOptions options;
    private final Transactions transactions;

    private PostgresProgress(PostgresSinkOptions options) {
        this.options = options;
        this.transactions = options.transactions(WriterMetrics.unreported(), "");
    }

    /** Stores of a job that holds its lease. */
    public static Factory factory(PostgresSinkOptions options) {
        return () -> new PostgresProgress(options);
    }

    /** Notes how far a bounded run has come with its symbols. */
    public static void settleRun(PostgresSinkOptions run, Duration grace) throws IOException {
        try (PostgresProgress progress = new PostgresProgress(run)) {
            progress.transactions.run(
                    NOTE,
                    connection -> {
                        try (PreparedStatement settle = connection.prepareStatement(SETTLE_RUN)) {
                            settle.setLong(1, grace.toMillis());
                            settle.setString(2, run.job().jobId());
                            return settle.executeUpdate();
                        }
                    });
        }
    }

    @Override
    public Map<String, Long> settled() throws IOException {
        return transactions.run(
                "read how far symbols have come",
                connection -> {
                    Map<String, Long> settled = new HashMap<>();
                    try (PreparedStatement select = connection.prepareStatement(SETTLED);
                            ResultSet row = select.executeQuery()) {
                        while (row.next()) {
                            settled.put(row.getString(1), Math.round(row.getDouble(2) * 1000));
                        }
                    }
                    return settled;
                });
    }

    @Override
    public void settle(Map<String, Long> until) throws IOException {
        transactions.run(
                NOTE,
                connection -> {
                    try (PreparedStatement settle = connection.prepareStatement(SETTLE)) {
                        for (Map.Entry<String, Long> symbol : new TreeMap<>(until).entrySet()) {
                            settle.setString(1, symbol.getKey());
                            settle.setObject(
                                    2,
                                    Instant.ofEpochMilli(symbol.getValue())
                                            .atOffset(ZoneOffset.UTC));
                            settle.setString(3, options.job().jobId());
                            settle.addBatch();
                        }
                        return settle.executeBatch();
                    }
                });
    }

    @Override
    public boolean isBeingFilled(long since) throws IOException {
        return transactions.run(
                "see what a bounded run writes",
                connection -> OpenMonths.isWritten(connection, Instant.ofEpochMilli(since)));
    }

    @Override
    public void close() {
        transactions.close();
    }
}
