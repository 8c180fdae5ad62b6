package dev.candlemill.cli;

import dev.candlemill.cli.QueryResult.Format;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** What the strategies said and what came of it, as the views over the stored signals have it. */
final class SignalSummary {

    private static final String PER_STRATEGY =
            "SELECT strategy, timeframe, sum(signals) AS signals, sum(buys) AS buys,"
                    + " sum(sells) AS sells, sum(closed_trades) AS trades,"
                    + " round(100.0 * sum(winning_trades) / nullif(sum(closed_trades), 0), 1)"
                    + " AS win_percent,"
                    + " round(sum(average_percent * closed_trades)"
                    + " / nullif(sum(closed_trades), 0), 2) AS average_percent"
                    + " FROM strategy_performance GROUP BY strategy, timeframe"
                    + " ORDER BY strategy, timeframe";

    private SignalSummary() {}

    /** A table of one line per strategy and timeframe; trades are long only, without costs. */
    static void print(PostgresOptions database, PrintWriter out) throws SQLException, IOException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password().reveal());
        try (Connection connection = DriverManager.getConnection(database.url(), properties);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PER_STRATEGY)) {
            out.println();
            out.println("signals that stand, and long trades from close to close, without costs:");
            new QueryResult(out).print(rows, Format.TABLE);
        }
    }
}
