package dev.candlemill.api.symbol;

import dev.candlemill.api.Columns;
import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.market.Market;
import dev.candlemill.api.security.Role;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /symbols}: the search, and one symbol. */
public final class SymbolRoutes {

    private static final int MOST = 100;
    private static final int DEFAULT = 20;
    private static final int MAX_TEXT = 64;
    private static final int MAX_VENUE = 16;

    private static final String STORED =
            "SELECT length.timeframe, oldest.open_time AS first_open, newest.open_time AS last_open,"
                    + " newest.close_time AS last_close FROM unnest(ARRAY["
                    + Timeframe.all().stream()
                            .map(timeframe -> "'" + timeframe.wire() + "'")
                            .collect(Collectors.joining(", "))
                    + "]) WITH ORDINALITY AS length (timeframe, place)"
                    + " CROSS JOIN LATERAL (SELECT open_time FROM candles WHERE symbol = :symbol"
                    + " AND timeframe = length.timeframe ORDER BY open_time LIMIT 1) AS oldest"
                    + " CROSS JOIN LATERAL (SELECT open_time, close_time FROM candles"
                    + " WHERE symbol = :symbol AND timeframe = length.timeframe"
                    + " ORDER BY open_time DESC LIMIT 1) AS newest ORDER BY place";
    private static final String MARKS =
            "SELECT EXISTS (SELECT FROM favorites WHERE symbol = :symbol) AS is_favorite,"
                    + " EXISTS (SELECT FROM tracked_symbols WHERE symbol = :symbol) AS is_tracked";

    private final Database database;
    private final SymbolSearch search;
    private final SymbolNames names;
    private final Listings listings;
    private final Market market;

    public SymbolRoutes(Database database, Market market) {
        this.database = database;
        this.search = new SymbolSearch(database);
        this.names = new SymbolNames(database);
        this.listings = new Listings(database);
        this.market = market;
    }

    private record Found(List<SymbolSearch.Hit> symbols) {}

    private record Stored(
            String timeframe, Instant firstOpenTime, Instant lastOpenTime, Instant lastCloseTime) {

        static Stored of(Columns row) throws SQLException {
            return new Stored(
                    row.text("timeframe"),
                    row.time("first_open"),
                    row.time("last_open"),
                    row.time("last_close"));
        }
    }

    private record Calendar(
            String venue,
            String timeZone,
            boolean isOpen,
            @Nullable Instant sessionOpen,
            @Nullable Instant sessionClose) {}

    private record Marks(boolean isFavorite, boolean isTracked) {}

    private record Details(
            String symbol,
            @Nullable Listing listing,
            boolean isFavorite,
            boolean isTracked,
            List<Stored> timeframes,
            @Nullable Calendar calendar) {}

    public void addTo(Routes routes) {
        routes.add("GET", "/api/v1/symbols", Role.VIEWER, this::search);
        routes.add("GET", "/api/v1/symbols/{symbol}", Role.VIEWER, this::details);
    }

    private void search(Context context) {
        Query query = new Query(context);
        Optional<String> text = query.text("q", MAX_TEXT);
        Optional<String> venue = query.text("venue", MAX_VENUE);
        int limit = query.integer("limit", 1, MOST, DEFAULT);
        query.check();
        Replies.json(context, new Found(search.find(text, venue, limit)));
    }

    private void details(Context context) {
        Query query = new Query(context);
        String asked = query.symbolInPath();
        query.check();
        String symbol = names.resolve(asked);
        Map<String, String> parameters = Map.of("symbol", symbol);
        List<Stored> stored = database.list(STORED, parameters, Stored::of);
        Optional<Listing> listing = listings.find(symbol);
        Marks marks =
                database.list(
                                MARKS,
                                parameters,
                                row -> new Marks(row.flag("is_favorite"), row.flag("is_tracked")))
                        .get(0);
        if (stored.isEmpty() && listing.isEmpty() && !marks.isFavorite && !marks.isTracked) {
            throw ProblemException.notFound(
                    "no symbol " + symbol + ": search with /api/v1/symbols?q=");
        }
        Replies.json(
                context,
                new Details(
                        symbol,
                        listing.orElse(null),
                        marks.isFavorite,
                        marks.isTracked,
                        stored,
                        market.calendar(symbol).map(this::hours).orElse(null)));
    }

    private Calendar hours(VenueCalendar calendar) {
        Market.Hour hour = market.hour(calendar);
        return new Calendar(
                calendar.venue(),
                calendar.zone().getId(),
                hour.isOpen(),
                hour.open(),
                hour.close());
    }
}
