package dev.candlemill.postgres;

import dev.candlemill.candle.FoldSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of {@code fold_snapshots}. An equal snapshot is not written again. */
record SnapshotTable(String fingerprint, String jobId) implements RowTable<FoldSnapshot> {

    private static final String UPSERT =
            "INSERT INTO fold_snapshots AS stored"
                    + " (symbol, at, session_date, version, fingerprint, bytes, job_id)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (symbol, at) DO UPDATE SET session_date = excluded.session_date,"
                    + " version = excluded.version, fingerprint = excluded.fingerprint,"
                    + " bytes = excluded.bytes, job_id = excluded.job_id, created_at = now()"
                    + " WHERE (stored.fingerprint, stored.bytes)"
                    + " IS DISTINCT FROM (excluded.fingerprint, excluded.bytes)";
    private static final String TRIM = "SELECT trim_fold_snapshots(?)";

    @Override
    public void write(Connection connection, List<FoldSnapshot> snapshots) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (FoldSnapshot snapshot : newest(snapshots)) {
                bind(upsert, snapshot);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        Object[] symbols = snapshots.stream().map(FoldSnapshot::symbol).distinct().toArray();
        try (PreparedStatement trim = connection.prepareStatement(TRIM)) {
            trim.setArray(1, connection.createArrayOf("text", symbols));
            trim.execute();
        }
    }

    /** A correction sends a month's snapshot again; one statement may touch a row only once. */
    private static Collection<FoldSnapshot> newest(List<FoldSnapshot> snapshots) {
        Map<String, FoldSnapshot> newest = new TreeMap<>();
        for (FoldSnapshot snapshot : snapshots) {
            newest.put(snapshot.symbol() + '|' + snapshot.at(), snapshot);
        }
        return newest.values();
    }

    private void bind(PreparedStatement upsert, FoldSnapshot snapshot) throws SQLException {
        upsert.setString(1, snapshot.symbol());
        upsert.setObject(2, Instant.ofEpochMilli(snapshot.at()).atOffset(ZoneOffset.UTC));
        upsert.setObject(3, LocalDate.ofEpochDay(snapshot.sessionDate()));
        upsert.setInt(4, snapshot.bytes().length == 0 ? 0 : snapshot.bytes()[0]);
        upsert.setString(5, fingerprint);
        upsert.setBytes(6, snapshot.bytes());
        upsert.setString(7, jobId);
    }
}
