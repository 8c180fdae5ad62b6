package dev.candlemill.api.symbol;

import dev.candlemill.api.Database;
import java.util.Map;

/** Canonical ids of what people write. */
public final class SymbolNames {

    private static final String RESOLVE =
            "SELECT coalesce((SELECT symbol FROM candles WHERE symbol = :symbol LIMIT 1),"
                    + " (SELECT symbol FROM ticker_index WHERE ticker = upper(:symbol) AND is_primary"
                    + " ORDER BY is_active DESC, symbol LIMIT 1), :symbol) AS symbol";

    private final Database database;

    public SymbolNames(Database database) {
        this.database = database;
    }

    /**
     * A canonical id stands for itself; so does a name that has candles, as in file runs; a bare
     * ticker stands for its primary listing.
     */
    public String resolve(String symbol) {
        return symbol.indexOf(':') >= 0
                ? symbol
                : database.list(RESOLVE, Map.of("symbol", symbol), row -> row.text("symbol"))
                        .get(0);
    }
}
