package dev.candlemill.api.symbol;

import dev.candlemill.api.Columns;
import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.http.Body;
import dev.candlemill.api.http.Json;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.ProblemException.Mistake;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.market.Market;
import dev.candlemill.api.security.Role;
import dev.candlemill.api.signal.StoredSignal;
import dev.candlemill.calendar.Timeframe;
import io.javalin.http.Context;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /favorites}: the list, with what a dashboard shows of each. */
public final class FavoriteRoutes {

    private static final String LIST =
            "SELECT f.symbol, f.added_at, t.name, s.closes, newest.open_time, newest.close_time,"
                    + " newest.close, newest.volume, newest.is_complete FROM favorites AS f"
                    + " LEFT JOIN ticker_index AS t ON t.symbol = f.symbol"
                    + " LEFT JOIN LATERAL (SELECT open_time, close_time, close, volume, is_complete"
                    + " FROM candles WHERE symbol = f.symbol AND timeframe = :timeframe"
                    + " ORDER BY open_time DESC LIMIT 1) AS newest ON true"
                    + " LEFT JOIN LATERAL (SELECT array_agg(close ORDER BY open_time) AS closes FROM"
                    + " (SELECT open_time, close FROM candles WHERE symbol = f.symbol"
                    + " AND timeframe = :timeframe ORDER BY open_time DESC LIMIT 30) AS few) AS s"
                    + " ON true ORDER BY f.added_at, f.symbol";
    private static final String SIGNALS =
            "SELECT "
                    + StoredSignal.FIELDS
                    + " FROM favorites AS f CROSS JOIN LATERAL (SELECT * FROM strategy_signals"
                    + " WHERE symbol = f.symbol AND timeframe = :timeframe AND status <> 'RETRACTED'"
                    + " ORDER BY open_time DESC, known_at DESC, id LIMIT 1) AS s";
    private static final String ADD =
            "INSERT INTO favorites (symbol) VALUES (:symbol) ON CONFLICT (symbol) DO NOTHING"
                    + " RETURNING symbol, added_at";
    private static final String FIND =
            "SELECT symbol, added_at FROM favorites WHERE symbol = :symbol";
    private static final String REMOVE = "DELETE FROM favorites WHERE symbol = :symbol";

    private final Database database;
    private final SymbolNames names;
    private final Market market;

    public FavoriteRoutes(Database database, Market market) {
        this.database = database;
        this.names = new SymbolNames(database);
        this.market = market;
    }

    private record Last(
            Instant openTime, Instant closeTime, double close, double volume, boolean isComplete) {}

    private record Row(
            String symbol,
            @Nullable String name,
            Instant addedAt,
            @Nullable Last last,
            List<Double> sparkline) {

        static Row of(Columns row) throws SQLException {
            @Nullable Instant open = row.optionalTime("open_time");
            return new Row(
                    row.text("symbol"),
                    row.optionalText("name"),
                    row.time("added_at"),
                    open == null
                            ? null
                            : new Last(
                                    open,
                                    row.time("close_time"),
                                    row.number("close"),
                                    row.number("volume"),
                                    row.flag("is_complete")),
                    closes(row.row().getArray("closes")));
        }

        private static List<Double> closes(@Nullable Array array) throws SQLException {
            return array == null ? List.of() : Arrays.stream((Double[]) array.getArray()).toList();
        }
    }

    private record Favorite(
            String symbol,
            @Nullable String name,
            Instant addedAt,
            @Nullable Last last,
            @Nullable Double change,
            @Nullable Double changePercent,
            List<Double> sparkline,
            @Nullable StoredSignal latestSignal,
            Market.Freshness freshness) {}

    private record All(Timeframe timeframe, List<Favorite> favorites) {}

    private record Added(String symbol, Instant addedAt) {

        static Added of(Columns row) throws SQLException {
            return new Added(row.text("symbol"), row.time("added_at"));
        }
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/api/v1/favorites", Role.VIEWER, this::list);
        routes.add("POST", "/api/v1/favorites", Role.TRADER, this::add);
        routes.add("DELETE", "/api/v1/favorites/{symbol}", Role.TRADER, this::remove);
    }

    private void list(Context context) {
        Query query = new Query(context);
        Timeframe timeframe = query.timeframe("timeframe").orElse(Timeframe.H1);
        query.check();
        Map<String, String> parameters = Map.of("timeframe", timeframe.wire());
        Map<String, StoredSignal> signals =
                database.list(SIGNALS, parameters, StoredSignal::of).stream()
                        .collect(Collectors.toMap(StoredSignal::symbol, Function.identity()));
        List<Favorite> favorites =
                database.list(LIST, parameters, Row::of).stream()
                        .map(row -> favorite(row, timeframe, signals.get(row.symbol)))
                        .toList();
        Replies.tagged(context, Json.bytes(new All(timeframe, favorites)));
    }

    private Favorite favorite(Row row, Timeframe timeframe, @Nullable StoredSignal signal) {
        int count = row.sparkline.size();
        @Nullable Double change = null;
        @Nullable Double percent = null;
        if (count > 1) {
            double before = row.sparkline.get(count - 2);
            change = row.sparkline.get(count - 1) - before;
            percent = before == 0 ? null : 100 * change / before;
        }
        return new Favorite(
                row.symbol,
                row.name,
                row.addedAt,
                row.last,
                change,
                percent,
                row.sparkline,
                signal,
                market.freshness(
                        row.symbol, timeframe, row.last == null ? null : row.last.closeTime));
    }

    private void add(Context context) {
        new Query(context).check();
        Body body = Body.of(context);
        String symbol = body.symbol("symbol");
        body.check();
        String listed = names.resolveListed(symbol, detail -> Mistake.inBody("/symbol", detail));
        Map<String, String> parameters = Map.of("symbol", listed);
        List<Added> added = database.list(ADD, parameters, Added::of);
        context.status(added.isEmpty() ? 200 : 201);
        Replies.json(
                context,
                added.isEmpty() ? database.list(FIND, parameters, Added::of).get(0) : added.get(0));
    }

    private void remove(Context context) {
        Query query = new Query(context);
        String symbol = query.symbolInPath();
        query.check();
        if (!isRemoved(symbol) && !isRemoved(names.resolve(symbol))) {
            throw ProblemException.notFound(symbol + " is no favourite");
        }
        Replies.nothing(context);
    }

    private boolean isRemoved(String symbol) {
        return database.with(
                handle -> handle.createUpdate(REMOVE).bind("symbol", symbol).execute() > 0);
    }
}
