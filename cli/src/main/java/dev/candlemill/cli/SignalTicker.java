package dev.candlemill.cli;

import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/** Prints signals as they are stored, a line each. */
final class SignalTicker implements AutoCloseable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Transactions that began earlier may end later. */
    private static final String NEW =
            "SELECT id, revision, known_at, close_time, status, signal_type, symbol, timeframe,"
                    + " strategy, price, confidence FROM strategy_signals"
                    + " WHERE known_at > ? - interval '10 seconds'"
                    + " ORDER BY close_time, symbol, timeframe, strategy";

    private final Connection connection;
    private final PrintWriter out;
    private final Set<String> printed = new HashSet<>();
    private OffsetDateTime newest;

    private SignalTicker(Connection connection, PrintWriter out, OffsetDateTime begin) {
        this.connection = connection;
        this.out = out;
        this.newest = begin;
    }

    /** Everything that is stored from now on. */
    static SignalTicker open(PostgresOptions database, PrintWriter out)
            throws SQLException, IOException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password().reveal());
        properties.setProperty("ApplicationName", "candlemill signals");
        Connection connection = DriverManager.getConnection(database.url(), properties);
        try (Statement statement = connection.createStatement();
                ResultSet now = statement.executeQuery("SELECT now() + interval '10 seconds'")) {
            now.next();
            return new SignalTicker(connection, out, now.getObject(1, OffsetDateTime.class));
        }
    }

    void print() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEW)) {
            select.setObject(1, newest);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    OffsetDateTime knownAt = row.getObject("known_at", OffsetDateTime.class);
                    newest = knownAt.isAfter(newest) ? knownAt : newest;
                    if (printed.add(row.getString("id") + ' ' + row.getInt("revision"))) {
                        out.println(line(row));
                    }
                }
            }
        }
        out.flush();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
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
