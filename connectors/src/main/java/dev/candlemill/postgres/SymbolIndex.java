package dev.candlemill.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** What exists, by {@code ticker_index}. */
public final class SymbolIndex {

    private SymbolIndex() {}

    /**
     * All symbols that are listed.
     *
     * @throws IOException when Postgres does not answer
     */
    public static Set<String> symbols(PostgresSettings settings) throws IOException {
        Set<String> symbols = new HashSet<>();
        try (Connection connection = settings.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT symbol FROM ticker_index")) {
            while (rows.next()) {
                symbols.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot read ticker_index", e);
        }
        return symbols;
    }
}
