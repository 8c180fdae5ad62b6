package dev.candlemill.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends rows with one binary COPY, in chunks, through one reused buffer. Not thread-safe. */
final class CandleCopy {

    /** Larger than the driver's own buffer, so that it writes ours to the socket directly. */
    private static final int CHUNK_BYTES = 128 * 1024;

    private final CandleCopyEncoder encoder;

    CandleCopy(JobStamp job) {
        encoder = new CandleCopyEncoder(job);
    }

    /** How many rows Postgres took. */
    long send(Connection connection, String copySql, Iterable<CandleRow> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copySql);
        try {
            encoder.clear();
            encoder.begin(System.currentTimeMillis());
            for (CandleRow row : rows) {
                encoder.row(row.page(), row.index());
                sendWhenFull(copy, CHUNK_BYTES);
            }
            encoder.end();
            sendWhenFull(copy, 1);
            return copy.endCopy();
        } catch (SQLException e) {
            cancel(copy, e);
            throw e;
        }
    }

    private static void cancel(CopyIn copy, SQLException reason) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void sendWhenFull(CopyIn copy, int full) throws SQLException {
        if (encoder.size() >= full) {
            copy.writeToCopy(encoder.buffer(), 0, encoder.size());
            encoder.clear();
        }
    }
}
