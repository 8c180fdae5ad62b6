package dev.candlemill.api.symbol;

import dev.candlemill.api.Database;
import dev.candlemill.postgres.SymbolListings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of {@code ticker_index}. */
final class Listings {

    private static final String FIELDS =
            "symbol, ticker, venue, name, kind, currency, is_primary, is_active, updated_at";
    private static final String FIND =
            "SELECT " + FIELDS + " FROM ticker_index WHERE symbol = :symbol";
    private static final String PUT =
            "INSERT INTO ticker_index (symbol, ticker, venue, name, kind, currency, is_primary,"
                    + " is_active) VALUES (:symbol, :ticker, :venue, :name, :kind, :currency,"
                    + " :is_primary, :is_active) ON CONFLICT (symbol) DO UPDATE SET"
                    + " ticker = excluded.ticker, venue = excluded.venue, name = excluded.name,"
                    + " kind = excluded.kind, currency = excluded.currency,"
                    + " is_primary = excluded.is_primary, is_active = excluded.is_active,"
                    + " updated_at = now() RETURNING "
                    + FIELDS;

    private final Database database;

    Listings(Database database) {
        this.database = database;
    }

    Optional<Listing> find(String symbol) {
        return database.list(FIND, Map.of("symbol", symbol), Listing::of).stream().findFirst();
    }

    Listing put(SymbolListings.Listing draft) {
        Map<String, Object> values = new HashMap<>();
        values.put("symbol", draft.symbol());
        values.put("ticker", draft.ticker());
        values.put("venue", draft.venue());
        values.put("name", draft.name().isEmpty() ? null : draft.name());
        values.put("kind", draft.kind());
        values.put("currency", draft.currency().isEmpty() ? null : draft.currency());
        values.put("is_primary", draft.isPrimary());
        values.put("is_active", draft.isActive());
        return database.list(PUT, values, Listing::of).get(0);
    }
}
