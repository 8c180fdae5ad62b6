package dev.candlemill.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What exists, by {@code ticker_index}. */
public final class SymbolIndex {

    private static final String RESOLVE =
            "SELECT coalesce((SELECT symbol FROM candles WHERE symbol = ? LIMIT 1),"
                    + " (SELECT symbol FROM ticker_index WHERE ticker = upper(?) AND is_primary"
                    + " ORDER BY is_active DESC, symbol LIMIT 1))";

    private SymbolIndex() {}

    /**
     * The canonical id of what somebody wrote. An id with a venue stands for itself; so does a name
     * that has candles, as in file runs, and one that is not known; a bare ticker stands for its
     * primary listing.
     *
     * @throws IOException when Postgres does not answer
     */
    public static String resolve(Connections connections, String written) throws IOException {
        if (written.indexOf(':') >= 0) {
            return written;
        }
        try (Connection connection = connections.open();
                PreparedStatement query = connection.prepareStatement(RESOLVE)) {
            query.setString(1, written);
            query.setString(2, written);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getString(1)).orElse(written);
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot look up the symbol " + written, e);
        }
    }

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
