package dev.candlemill.postgres;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.Symbols;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of {@code tracked_symbols}, and why else a symbol is followed. Every call is one
 * transaction on one connection; a running live job hears of it.
 */
public final class TrackedSymbols {

    private static final String TRACK =
            "INSERT INTO tracked_symbols (symbol) VALUES (?) ON CONFLICT (symbol) DO NOTHING";
    private static final String UNTRACK = "DELETE FROM tracked_symbols WHERE symbol = ?";
    private static final String LIST =
            "SELECT symbol, is_tracked, is_favorite, active_setups FROM followed_symbols"
                    + " ORDER BY symbol";

    private final Connections connections;

    public TrackedSymbols(Connections connections) {
        this.connections = requireNonNull(connections, "connections is null");
    }

    /**
     * A symbol that is followed, and why.
     *
     * @param activeSetups how many there are on it
     */
    public record Followed(
            String symbol, boolean isTracked, boolean isFavorite, int activeSetups) {}

    /**
     * Follows symbols from now on; a bare ticker is its primary listing.
     *
     * @return those that were not tracked before
     * @throws IllegalArgumentException naming every symbol that cannot be one; nothing was changed
     */
    public List<String> track(List<String> symbols) throws IOException {
        List<String> illegal = symbols.stream().filter(s -> !Symbols.isLegal(s)).toList();
        if (!illegal.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected symbols of " + Symbols.EXPECTED + ", found " + illegal);
        }
        List<String> resolved = new ArrayList<>();
        for (String symbol : symbols) {
            resolved.add(SymbolIndex.resolve(connections, symbol));
        }
        return change("track symbols", TRACK, resolved);
    }

    /**
     * Tracks symbols no more; what is stored of them stays.
     *
     * @return those that were tracked
     */
    public List<String> untrack(List<String> symbols) throws IOException {
        return change("untrack symbols", UNTRACK, symbols);
    }

    /** What a live job follows beside the symbols it was started with. */
    public List<Followed> list() throws IOException {
        List<Followed> followed = new ArrayList<>();
        try (Connection connection = connections.open();
                PreparedStatement query = connection.prepareStatement(LIST);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                followed.add(
                        new Followed(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getBoolean(3),
                                row.getInt(4)));
            }
            return followed;
        } catch (SQLException e) {
            throw new PostgresException("cannot read the followed symbols", e);
        }
    }

    private List<String> change(String what, String sql, List<String> symbols) throws IOException {
        List<String> changed = new ArrayList<>();
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (String symbol : symbols) {
                    statement.setString(1, symbol);
                    if (statement.executeUpdate() > 0) {
                        changed.add(symbol);
                    }
                }
            }
            connection.commit();
            return changed;
        } catch (SQLException e) {
            throw new PostgresException("cannot " + what, e);
        }
    }
}
