package dev.candlemill.postgres;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes {@code ticker_index}, all of a list or nothing of it. */
public final class SymbolListings {

    private static final int BATCH = 500;
    private static final String PUT =
            "INSERT INTO ticker_index (symbol, ticker, venue, name, kind, currency, is_primary,"
                    + " is_active) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (symbol) DO UPDATE SET"
                    + " ticker = excluded.ticker, venue = excluded.venue, name = excluded.name,"
                    + " kind = excluded.kind, currency = excluded.currency,"
                    + " is_primary = excluded.is_primary, is_active = excluded.is_active,"
                    + " updated_at = now() WHERE (ticker_index.ticker, ticker_index.venue,"
                    + " ticker_index.name, ticker_index.kind, ticker_index.currency,"
                    + " ticker_index.is_primary, ticker_index.is_active) IS DISTINCT FROM"
                    + " (excluded.ticker, excluded.venue, excluded.name, excluded.kind,"
                    + " excluded.currency, excluded.is_primary, excluded.is_active)";

    private final PostgresSettings settings;

    public SymbolListings(PostgresSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /**
     * One instrument.
     *
     * @param name as people call it; empty: nobody said
     * @param kind stock, etf, index, crypto, fx or future
     * @param currency of its prices; empty: nobody said
     */
    public record Listing(
            String symbol,
            String ticker,
            String venue,
            String name,
            String kind,
            String currency,
            boolean isPrimary,
            boolean isActive) {}

    /** Adds those that are not listed and replaces the others. */
    public void put(List<Listing> listings) throws IOException {
        try (Connection connection = settings.open()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                int waiting = 0;
                for (Listing listing : listings) {
                    bind(statement, listing);
                    statement.addBatch();
                    if (++waiting % BATCH == 0) {
                        statement.executeBatch();
                    }
                }
                statement.executeBatch();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new PostgresException("cannot list the symbols", e);
        }
    }

    private static void bind(PreparedStatement statement, Listing listing) throws SQLException {
        statement.setString(1, listing.symbol);
        statement.setString(2, listing.ticker);
        statement.setString(3, listing.venue);
        statement.setString(4, listing.name.isEmpty() ? null : listing.name);
        statement.setString(5, listing.kind);
        statement.setString(6, listing.currency.isEmpty() ? null : listing.currency);
        statement.setBoolean(7, listing.isPrimary);
        statement.setBoolean(8, listing.isActive);
    }
}
