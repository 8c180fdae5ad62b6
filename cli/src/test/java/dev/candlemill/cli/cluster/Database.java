package dev.candlemill.cli.cluster;

import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.postgres.Password;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database of an embedded server with our tables, as its owner sees it. */
public record Database(String url) {

    public static Database create(EmbeddedPostgresServer postgres, String name) throws Exception {
        new Database(postgres.url()).query("CREATE DATABASE " + name);
        Database made = new Database(postgres.url().replaceFirst("/[^/]*$", "/" + name));
        PostgresSettings settings =
                PostgresSettings.of(made.url, EmbeddedPostgresServer.OWNER, Password.of(""));
        new PostgresSchema(settings).migrate();
        return made;
    }

    /** The first column of the result, if there is one. */
    public List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(url, EmbeddedPostgresServer.OWNER, "");
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(result.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    long count(String sql) throws SQLException {
        return Long.parseLong(query(sql).get(0));
    }

    /** Symbols of which everything before a time is settled. */
    long settled(String until) throws SQLException {
        return count("SELECT count(*) FROM symbol_progress WHERE covered_until >= '" + until + "'");
    }

    /** Candles and standing signals, without what names runs or counts revisions. */
    List<String> dump() throws SQLException {
        List<String> dump =
                query(
                        "SELECT concat_ws('|', symbol, timeframe, open_time, close_time, open, high,"
                                + " low, close, volume, bar_count, content_hash, indicator_hash)"
                                + " FROM candles ORDER BY symbol, timeframe, open_time");
        dump.addAll(
                query(
                        "SELECT concat_ws('|', setup, symbol, timeframe, open_time, strategy,"
                                + " signal_type, price, confidence) FROM strategy_signals"
                                + " WHERE status <> 'RETRACTED'"
                                + " ORDER BY setup, symbol, timeframe, open_time, strategy"));
        return dump;
    }
}
