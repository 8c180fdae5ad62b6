package dev.candlemill.api.symbol;

import dev.candlemill.api.Database;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.ProblemException.Mistake;
import dev.candlemill.postgres.SymbolIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/** Canonical ids of what people write. */
public final class SymbolNames {

    private final Database database;

    public SymbolNames(Database database) {
        this.database = database;
    }

    /**
     * A canonical id stands for itself, whatever its case; so does a name that has candles, as in
     * file runs; a bare ticker stands for its primary listing.
     */
    public String resolve(String symbol) {
        try {
            return SymbolIndex.resolve(database.connections(), symbol);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same of what is to be followed.
     *
     * @throws ProblemException where others are listed and this one is not; what is asked for by
     *     mistake would be followed for ever
     */
    public String resolveListed(String symbol, Function<String, Mistake> mistake) {
        try {
            String resolved = SymbolIndex.resolve(database.connections(), symbol);
            Optional<String> doubt = SymbolIndex.doubt(database.connections(), resolved);
            if (doubt.isPresent()) {
                throw ProblemException.invalid(mistake.apply(doubt.get()));
            }
            return resolved;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
