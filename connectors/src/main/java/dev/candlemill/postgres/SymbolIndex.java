package dev.candlemill.postgres;

import dev.candlemill.calendar.Spelling;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What exists, by {@code ticker_index}. */
public final class SymbolIndex {

    private static final String RESOLVE_TICKER =
            "SELECT coalesce((SELECT symbol FROM candles WHERE symbol = ? LIMIT 1),"
                    + " (SELECT symbol FROM ticker_index WHERE ticker = upper(?) AND is_primary"
                    + " ORDER BY is_active DESC, symbol LIMIT 1))";
    private static final String RESOLVE_ID =
            "SELECT coalesce((SELECT symbol FROM ticker_index WHERE symbol = ?),"
                    + " (SELECT symbol FROM candles WHERE symbol = ? LIMIT 1),"
                    + " (SELECT symbol FROM ticker_index WHERE symbol = upper(?)),"
                    + " (SELECT symbol FROM candles WHERE symbol = upper(?) LIMIT 1))";
    private static final String IS_KNOWN =
            "SELECT EXISTS (SELECT FROM ticker_index WHERE symbol = ?)"
                    + " OR EXISTS (SELECT FROM candles WHERE symbol = ?)";
    private static final String LISTED_BESIDE =
            "SELECT symbol FROM ticker_index WHERE venue = ? OR ? = '' ORDER BY symbol";

    private SymbolIndex() {}

    /**
     * The canonical id of what somebody wrote. An id with a venue stands for itself, in capitals
     * where only those are listed or have candles; a name that has candles, as in file runs, and
     * one that is not known stand for themselves; a bare ticker stands for its primary listing.
     *
     * @throws IOException when Postgres does not answer
     */
    public static String resolve(Connections connections, String written) throws IOException {
        boolean hasVenue = written.indexOf(':') >= 0;
        if (hasVenue && written.equals(written.toUpperCase(Locale.ROOT))) {
            return written;
        }
        String sql = hasVenue ? RESOLVE_ID : RESOLVE_TICKER;
        try (Connection connection = connections.open();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 1; i <= (hasVenue ? 4 : 2); i++) {
                query.setString(i, written);
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getString(1)).orElse(written);
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot look up the symbol " + written, e);
        }
    }

    /**
     * Why a canonical id is probably a mistake: others of its venue are listed, or any where it has
     * none, and it is neither listed nor has candles. Names the one that is spelled most alike.
     *
     * @throws IOException when Postgres does not answer
     */
    public static Optional<String> doubt(Connections connections, String symbol)
            throws IOException {
        try (Connection connection = connections.open()) {
            if (isKnown(connection, symbol)) {
                return Optional.empty();
            }
            String venue = ListingRules.venue(symbol);
            List<String> listed = listedBeside(connection, venue);
            if (listed.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    "expected a symbol that is listed"
                            + (venue.isEmpty() ? "" : " at " + venue)
                            + " or has candles, found \""
                            + symbol
                            + "\""
                            + guess(symbol, listed));
        } catch (SQLException e) {
            throw new PostgresException("cannot look up the symbol " + symbol, e);
        }
    }

    /** Of a bare name the ticker is compared, of which the venue is no part. */
    private static String guess(String symbol, List<String> listed) {
        if (symbol.indexOf(':') >= 0) {
            return Spelling.didYouMean(symbol, listed);
        }
        Map<String, String> byTicker = new LinkedHashMap<>();
        listed.forEach(found -> byTicker.putIfAbsent(ListingRules.ticker(found), found));
        return Spelling.nearest(symbol, byTicker.keySet())
                .map(ticker -> "; did you mean " + byTicker.get(ticker) + "?")
                .orElse("");
    }

    private static boolean isKnown(Connection connection, String symbol) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(IS_KNOWN)) {
            query.setString(1, symbol);
            query.setString(2, symbol);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static List<String> listedBeside(Connection connection, String venue)
            throws SQLException {
        List<String> listed = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(LISTED_BESIDE)) {
            query.setString(1, venue);
            query.setString(2, venue);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    listed.add(row.getString(1));
                }
            }
        }
        return listed;
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
