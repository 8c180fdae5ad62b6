package dev.candlemill.cli;

import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.SymbolListings;
import dev.candlemill.postgres.SymbolListings.Listing;
import dev.candlemill.provider.simulated.SimulatedTickers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Some thousand invented listings for the search, those that the simulated market trades among
 * them, and some favourites. Nobody's companies: no share of an exchange is named like these.
 */
final class DemoListings {

    private static final int STOCKS = SimulatedTickers.MOST;
    private static final int COINS = 1_000;
    private static final int FAVOURITE_STOCKS = 6;
    private static final int FAVOURITE_COINS = 2;
    private static final List<String> TRADES =
            List.of(
                    "Ferries",
                    "Kilns",
                    "Orchards",
                    "Looms",
                    "Lanterns",
                    "Quarries",
                    "Bakeries",
                    "Instruments",
                    "Glassworks",
                    "Telegraphs",
                    "Umbrellas",
                    "Windmills");
    private static final String FAVOURITE =
            "INSERT INTO favorites (symbol) SELECT ?"
                    + " WHERE NOT EXISTS (SELECT FROM ticker_index) ON CONFLICT DO NOTHING";

    private DemoListings() {}

    /** Adds what is not there. Favourites only the first time: somebody may have removed them. */
    static void add(PostgresSettings settings, long seed) throws IOException {
        List<String> stocks = SimulatedTickers.stocks(seed, STOCKS);
        List<String> coins = SimulatedTickers.crypto(seed, COINS);
        List<String> favourites = new ArrayList<>(stocks.subList(0, FAVOURITE_STOCKS));
        favourites.addAll(coins.subList(0, FAVOURITE_COINS));
        addFavourites(settings, favourites);
        List<Listing> listings = new ArrayList<>();
        for (int i = 0; i < stocks.size(); i++) {
            listings.add(listing(stocks.get(i), "stock", TRADES.get(i % TRADES.size())));
        }
        coins.forEach(coin -> listings.add(listing(coin, "crypto", "Coin")));
        new SymbolListings(settings).put(listings);
    }

    private static Listing listing(String symbol, String kind, String trade) {
        int colon = symbol.indexOf(':');
        String ticker = symbol.substring(colon + 1);
        String stem = kind.equals("crypto") ? ticker.substring(0, ticker.length() - 3) : ticker;
        String name = stem.charAt(0) + stem.substring(1).toLowerCase(Locale.ROOT) + " " + trade;
        return new Listing(
                symbol, ticker, symbol.substring(0, colon), name, kind, "USD", true, true);
    }

    private static void addFavourites(PostgresSettings settings, List<String> symbols)
            throws IOException {
        try (Connection connection = settings.open();
                PreparedStatement statement = connection.prepareStatement(FAVOURITE)) {
            for (String symbol : symbols) {
                statement.setString(1, symbol);
                statement.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IOException("cannot add the demo's favourites: " + e.getMessage(), e);
        }
    }
}
