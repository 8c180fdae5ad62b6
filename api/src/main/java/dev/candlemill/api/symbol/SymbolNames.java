package dev.candlemill.api.symbol;

import dev.candlemill.api.Database;
import dev.candlemill.postgres.SymbolIndex;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Canonical ids of what people write. */
public final class SymbolNames {

    private final Database database;

    public SymbolNames(Database database) {
        this.database = database;
    }

    /**
     * A canonical id stands for itself; so does a name that has candles, as in file runs; a bare
     * ticker stands for its primary listing.
     */
    public String resolve(String symbol) {
        try {
            return SymbolIndex.resolve(database.connections(), symbol);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
