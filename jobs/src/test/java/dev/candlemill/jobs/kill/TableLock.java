package dev.candlemill.jobs.kill;

import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds up whoever writes to a table, until it is closed. */
final class TableLock implements AutoCloseable {

    private final Connection holder;

    private TableLock(Connection holder) {
        this.holder = holder;
    }

    static TableLock of(EmbeddedPostgresFixture postgres, String table) throws Exception {
        Connection holder = postgres.connect();
        try (Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE " + table + " IN SHARE MODE");
        }
        return new TableLock(holder);
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
