package dev.candlemill.postgres;

import dev.candlemill.signal.Signal;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Signals that their table has no room for, on their way to {@code rejected_rows}. */
final class SignalRejects {

    /** Of {@code numeric(20,8)}. */
    private static final double PRICE_LIMIT = 1e12;

    private final PostgresSinkOptions options;
    private final List<RejectedRow> rows = new ArrayList<>();

    SignalRejects(PostgresSinkOptions options) {
        this.options = options;
    }

    /** Whether the signal was taken, since it cannot be stored. */
    boolean take(Signal signal) {
        if (Math.abs(signal.price()) < PRICE_LIMIT) {
            return false;
        }
        rows.add(RejectedRow.poison(signal, options.job()));
        return true;
    }

    int size() {
        return rows.size();
    }

    void flush() throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        try (Connection connection = options.settings().open()) {
            RejectedRow.insert(connection, rows);
        } catch (SQLException e) {
            throw new PostgresException("cannot write rejected signals", e);
        }
        rows.clear();
    }
}
