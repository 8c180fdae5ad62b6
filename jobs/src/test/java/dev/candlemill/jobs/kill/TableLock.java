package dev.candlemill.jobs.kill;

import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds up whoever writes to a table, until it is closed. */
final class TableLock implements AutoCloseable {

    private final EmbeddedPostgresFixture postgres;
    private final String table;
    private final Connection holder;

    private TableLock(EmbeddedPostgresFixture postgres, String table, Connection holder) {
        this.postgres = postgres;
        this.table = table;
        this.holder = holder;
    }

    static TableLock of(EmbeddedPostgresFixture postgres, String table) throws Exception {
        Connection holder = postgres.connect();
        try (Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE " + table + " IN SHARE MODE");
        }
        return new TableLock(postgres, table, holder);
    }

    boolean holdsSomebodyUp() throws Exception {
        return postgres.count("pg_locks WHERE relation = '" + table + "'::regclass AND NOT granted")
                > 0;
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
