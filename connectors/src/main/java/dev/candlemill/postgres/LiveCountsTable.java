package dev.candlemill.postgres;

import dev.candlemill.candle.SymbolReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/** The counts of a live job: a row per symbol, in the order of the symbols. */
record LiveCountsTable(String jobId) implements RowTable<SymbolReport> {

    private static final String UPSERT =
            "INSERT INTO live_counts ("
                    + CountColumns.NAMES
                    + ") VALUES ("
                    + CountColumns.VALUES
                    + ") ON CONFLICT (symbol) DO UPDATE SET "
                    + CountColumns.UPDATES
                    + ", job_id = excluded.job_id, updated_at = now()";

    @Override
    public void write(Connection connection, List<SymbolReport> reports) throws SQLException {
        List<SymbolReport> bySymbol =
                reports.stream().sorted(Comparator.comparing(SymbolReport::symbol)).toList();
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (SymbolReport report : bySymbol) {
                CountColumns.set(upsert, jobId, report);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
