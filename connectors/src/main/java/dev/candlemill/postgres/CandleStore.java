package dev.candlemill.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;

/**
 * Stores batches of candles, each in one transaction: by {@code COPY} straight into the table where
 * nothing can be there yet, else by a merge guarded by the revisions. Rows that Postgres refuses
 * are found by halving and go to {@code rejected_rows}.
 *
 * <p>Used by one thread.
 */
final class CandleStore {

    /** A failed COPY leaves its rows as bloat: after one, do not try again right away. */
    private static final int MERGES_AFTER_CONFLICT = 20;

    /** More than this in one run is not a few bad rows but a mistake in the program. */
    static final int MOST_POISON_ROWS = 100;

    // -- configuration
    private final Transactions transactions;
    private final JobStamp job;
    private final WriterMetrics metrics;
    private final CandleCopy copy;

    // -- runtime
    private final Partitions partitions = new Partitions();
    private int mergesToCome;

    CandleStore(Transactions transactions, JobStamp job, WriterMetrics metrics) {
        this.transactions = transactions;
        this.job = job;
        this.metrics = metrics;
        this.copy = new CandleCopy(job);
    }

    /** Rows after the restored checkpoint are there already: do not even try to COPY them. */
    void expectReplays() {
        mergesToCome = MERGES_AFTER_CONFLICT;
    }

    void store(CandleBatch batch) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ensurePartitions(batch);
        if (!batch.isCopyable() || mergesToCome > 0 || !copied(batch)) {
            merge(batch.sortedUnique());
        }
        metrics.countFlush(batch.size(), System.nanoTime() - start);
    }

    private void ensurePartitions(CandleBatch batch) throws IOException, InterruptedException {
        Set<YearMonth> missing = partitions.missingFor(batch);
        if (missing.isEmpty()) {
            return;
        }
        try {
            transactions.run(
                    (connection, isRetry) -> {
                        partitions.ensure(connection, missing);
                        return missing;
                    });
        } catch (RefusedException e) {
            throw new PostgresException("cannot make partitions for " + missing, e.error());
        }
        partitions.remember(missing);
    }

    /** False when Postgres refused a row; nothing has landed then. */
    private boolean copied(CandleBatch batch) throws IOException, InterruptedException {
        try {
            transactions.run(
                    (connection, isRetry) ->
                            // the first attempt may have been committed before its answer was lost
                            isRetry
                                    ? mergeIn(connection, batch.sortedUnique())
                                    : copy.send(
                                            connection, CandleTable.copyInto("candles"), batch));
            return true;
        } catch (RefusedException e) {
            if (e.isConflict()) {
                expectReplays();
            }
            return false;
        }
    }

    private void merge(List<CandleRow> rows) throws IOException, InterruptedException {
        try {
            long changed = transactions.run((connection, isRetry) -> mergeIn(connection, rows));
            mergesToCome = changed < rows.size() ? MERGES_AFTER_CONFLICT : mergesToCome - 1;
        } catch (RefusedException e) {
            if (rows.size() == 1) {
                setAside(rows.get(0), e.error());
            } else {
                merge(rows.subList(0, rows.size() / 2));
                merge(rows.subList(rows.size() / 2, rows.size()));
            }
        }
    }

    private long mergeIn(Connection connection, List<CandleRow> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            copy.send(connection, CandleTable.COPY_TO_STAGING, rows);
            return statement.executeLargeUpdate(CandleTable.MERGE);
        }
    }

    private void setAside(CandleRow row, SQLException error)
            throws IOException, InterruptedException {
        metrics.countPoison();
        if (metrics.poison() > MOST_POISON_ROWS) {
            throw new PostgresException(
                    "Postgres refused more than " + MOST_POISON_ROWS + " candles, the last", error);
        }
        RejectedRow rejected = RejectedRow.poison(row, error, job);
        try {
            transactions.run(
                    (connection, isRetry) -> RejectedRow.insert(connection, List.of(rejected)));
        } catch (RefusedException e) {
            throw new PostgresException("cannot write to rejected_rows", e.error());
        }
    }
}
