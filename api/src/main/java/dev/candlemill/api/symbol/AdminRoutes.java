package dev.candlemill.api.symbol;

import dev.candlemill.api.Columns;
import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.http.Body;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.ProblemException.Mistake;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.security.Role;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.postgres.ListingRules;
import dev.candlemill.postgres.SymbolListings;
import dev.candlemill.postgres.TrackedSymbols;
import dev.candlemill.postgres.TrackedSymbols.Followed;
import io.javalin.http.Context;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code /admin/symbols}: what is listed, and what is tracked at which timeframes. */
public final class AdminRoutes {

    private static final int MAX_SENT = 64;

    private static final String TRACKED =
            "SELECT symbol, timeframes, added_at FROM tracked_symbols WHERE symbol = :symbol";
    private static final String TRACK =
            "INSERT INTO tracked_symbols (symbol, timeframes)"
                    + " VALUES (:symbol, string_to_array(:timeframes, ',')) ON CONFLICT (symbol)"
                    + " DO UPDATE SET timeframes = excluded.timeframes"
                    + " RETURNING symbol, timeframes, added_at";

    private final Database database;
    private final Listings listings;
    private final TrackedSymbols tracked;
    private final SymbolNames names;

    public AdminRoutes(Database database) {
        this.database = database;
        this.listings = new Listings(database);
        this.names = new SymbolNames(database);
        this.tracked = new TrackedSymbols(database.connections());
    }

    private record All(List<Followed> symbols) {}

    private record Tracked(String symbol, List<String> timeframes, Instant addedAt) {

        static Tracked of(Columns row) throws SQLException {
            return new Tracked(row.text("symbol"), row.texts("timeframes"), row.time("added_at"));
        }
    }

    public void addTo(Routes routes) {
        String one = "/api/v1/admin/symbols/{symbol}";
        routes.add("GET", "/api/v1/admin/symbols", Role.ADMIN, this::all);
        routes.add("GET", one, Role.ADMIN, this::listing);
        routes.add("PUT", one, Role.ADMIN, this::list);
        routes.add("GET", one + "/timeframes", Role.ADMIN, this::timeframes);
        routes.add("PUT", one + "/timeframes", Role.ADMIN, this::track);
        routes.add("DELETE", one + "/timeframes", Role.ADMIN, this::untrack);
    }

    private void all(Context context) throws IOException {
        new Query(context).check();
        Replies.json(context, new All(tracked.list()));
    }

    private static String symbol(Context context) {
        Query query = new Query(context);
        String symbol = query.symbolInPath();
        query.check();
        return symbol;
    }

    private void listing(Context context) {
        String symbol = symbol(context);
        Replies.json(
                context,
                listings.find(symbol)
                        .or(() -> listings.find(names.resolve(symbol)))
                        .orElseThrow(() -> ProblemException.notFound(symbol + " is not listed")));
    }

    private void list(Context context) {
        String symbol = symbol(context);
        Body body = Body.of(context);
        SymbolListings.Listing draft =
                new SymbolListings.Listing(
                        symbol,
                        body.text("ticker", MAX_SENT),
                        body.text("venue", MAX_SENT),
                        body.nullableText("name", ListingRules.MAX_NAME).orElse(""),
                        body.choice("kind", ListingRules.KINDS),
                        body.nullableText("currency", ListingRules.MAX_CURRENCY).orElse(""),
                        body.flag("is_primary", true),
                        body.flag("is_active", true));
        ListingRules.mistakes(draft)
                .forEach(
                        mistake ->
                                body.refuseField(
                                        mistake.column(), mistake.expected(), mistake.found()));
        body.check();
        Replies.json(context, listings.put(draft));
    }

    private void timeframes(Context context) {
        String symbol = symbol(context);
        Replies.json(
                context,
                tracked(symbol)
                        .or(() -> tracked(names.resolve(symbol)))
                        .orElseThrow(() -> ProblemException.notFound(symbol + " is not tracked")));
    }

    private Optional<Tracked> tracked(String symbol) {
        return database.list(TRACKED, Map.of("symbol", symbol), Tracked::of).stream().findFirst();
    }

    private void track(Context context) {
        String symbol = symbol(context);
        Body body = Body.of(context);
        List<String> timeframes = body.requiredTimeframes("timeframes");
        body.check();
        String listed =
                names.resolveListed(symbol, detail -> Mistake.ofParameter("symbol", detail));
        Map<String, Object> parameters =
                Map.of("symbol", listed, "timeframes", inOrder(timeframes));
        Replies.json(context, database.list(TRACK, parameters, Tracked::of).get(0));
    }

    /** Each once, the shortest first, as setups have them. */
    private static String inOrder(List<String> timeframes) {
        return timeframes.stream()
                .map(Timeframe::parse)
                .distinct()
                .sorted()
                .map(Timeframe::wire)
                .collect(Collectors.joining(","));
    }

    private void untrack(Context context) throws IOException {
        String symbol = symbol(context);
        if (tracked.untrack(List.of(symbol)).isEmpty()
                && tracked.untrack(List.of(names.resolve(symbol))).isEmpty()) {
            throw ProblemException.notFound(symbol + " is not tracked");
        }
        Replies.nothing(context);
    }
}
