package dev.candlemill.api.live;

import dev.candlemill.api.Database;
import dev.candlemill.api.symbol.SymbolNames;
import java.util.Map;

/** Which of the channels that could be are there. */
final class ChannelRules {

    private static final String HAS_SETUP =
            "SELECT EXISTS (SELECT FROM trading_setups WHERE id = :id) AS it_has";

    private final Database database;
    private final SymbolNames names;

    ChannelRules(Database database) {
        this.database = database;
        this.names = new SymbolNames(database);
    }

    /**
     * @throws IllegalArgumentException saying what was expected
     */
    void require(ChannelName name) {
        switch (name.kind()) {
            case MARKET -> requireWholeSymbol(name);
            case SETUP -> requireSetup(name.subject());
            case FAVORITES, SIGNALS -> {}
        }
    }

    /** Messages name a symbol in one way only, so that clients can tell them apart. */
    private void requireWholeSymbol(ChannelName name) {
        String symbol = names.resolve(name.subject());
        if (!symbol.equals(name.subject())) {
            throw new IllegalArgumentException(
                    name.subject()
                            + " is "
                            + symbol
                            + ": expected "
                            + new ChannelName(name.kind(), symbol, name.timeframe()));
        }
    }

    /** Nothing would ever come of it. */
    private void requireSetup(String id) {
        if (!database.list(HAS_SETUP, Map.of("id", id), row -> row.flag("it_has")).get(0)) {
            throw new IllegalArgumentException("no setup " + id);
        }
    }
}
