package dev.candlemill.cli;

import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.postgres.PostgresSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints signals as they are stored, a line each. While the database does not answer it says so
 * once, and goes on where it was.
 */
final class SignalTicker implements AutoCloseable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Transactions that began earlier may end later. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private static final String NEW =
            "SELECT id, revision, known_at, close_time, status, signal_type, symbol, timeframe,"
                    + " strategy, price, confidence FROM strategy_signals WHERE known_at > ?"
                    + " ORDER BY close_time, symbol, timeframe, strategy";

    private final PostgresSettings database;
    private final Terminal terminal;

    /** What the next query may bring again, and since when it is known. */
    private final Map<String, OffsetDateTime> printed = new HashMap<>();

    private @Nullable Connection connection;
    private @Nullable OffsetDateTime newest;
    private boolean isLost;

    private SignalTicker(PostgresSettings database, Terminal terminal) {
        this.database = database;
        this.terminal = terminal;
    }

    /** Everything that is stored from now on. */
    static SignalTicker of(PostgresOptions options, Terminal terminal) {
        PostgresSettings database =
                new PostgresSettings(
                        options.url(),
                        options.user(),
                        options.password().toPassword(),
                        PATIENCE,
                        PATIENCE,
                        "candlemill signals");
        SignalTicker ticker = new SignalTicker(database, terminal);
        ticker.print();
        return ticker;
    }

    void print() {
        try {
            printNew();
            isLost = false;
        } catch (SQLException | IOException e) {
            close();
            if (!isLost) {
                terminal.say("signals cannot be read, tries again: " + e.getMessage());
            }
            isLost = true;
        }
    }

    private void printNew() throws SQLException, IOException {
        Connection open = connection;
        if (open == null) {
            open = database.open();
            connection = open;
        }
        OffsetDateTime last = newest == null ? now(open).plus(OVERLAP) : newest;
        newest = last;
        try (PreparedStatement select = open.prepareStatement(NEW)) {
            select.setObject(1, last.minus(OVERLAP));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    OffsetDateTime knownAt = row.getObject("known_at", OffsetDateTime.class);
                    last = knownAt.isAfter(last) ? knownAt : last;
                    String revision = row.getString("id") + ' ' + row.getInt("revision");
                    if (printed.put(revision, knownAt) == null) {
                        terminal.out().println(line(row));
                    }
                }
            }
        }
        terminal.out().flush();
        newest = last;
        OffsetDateTime past = last.minus(OVERLAP);
        printed.values().removeIf(knownAt -> !knownAt.isAfter(past));
    }

    private static OffsetDateTime now(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet now = statement.executeQuery("SELECT now()")) {
            now.next();
            return now.getObject(1, OffsetDateTime.class);
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            // it is gone already
        }
    }

    private static String line(ResultSet row) throws SQLException {
        String status = row.getString("status");
        return String.format(
                Locale.ROOT,
                "%s  %-4s  %-18s %-3s  %-18s at %s, confidence %.2f%s",
                TIME.format(row.getObject("close_time", OffsetDateTime.class)),
                row.getString("signal_type"),
                row.getString("symbol"),
                row.getString("timeframe"),
                row.getString("strategy"),
                row.getBigDecimal("price").stripTrailingZeros().toPlainString(),
                row.getDouble("confidence"),
                status.equals("NEW") ? "" : "  " + status.toLowerCase(Locale.ROOT));
    }
}
