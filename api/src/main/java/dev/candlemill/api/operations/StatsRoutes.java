package dev.candlemill.api.operations;

import dev.candlemill.api.Columns;
import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.market.Market;
import dev.candlemill.api.operations.MonthQuality.Quality;
import dev.candlemill.api.operations.MonthQuality.Series;
import dev.candlemill.api.security.Role;
import dev.candlemill.api.symbol.SymbolNames;
import dev.candlemill.calendar.Timeframe;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /stats}: how fresh and how whole the candles of each symbol are. */
public final class StatsRoutes {

    private static final int MOST = 200;
    private static final int DEFAULT = 50;

    /** One index probe per symbol, and one more than is shown. */
    private static final String SYMBOLS =
            "WITH RECURSIVE known (symbol, place) AS ((SELECT symbol, 1 FROM candles"
                    + " WHERE symbol > :after ORDER BY symbol LIMIT 1) UNION ALL"
                    + " SELECT (SELECT c.symbol FROM candles AS c WHERE c.symbol > known.symbol"
                    + " ORDER BY c.symbol LIMIT 1), place + 1 FROM known"
                    + " WHERE known.symbol IS NOT NULL AND place <= :limit)"
                    + " SELECT symbol FROM known WHERE symbol IS NOT NULL ORDER BY symbol";

    private static final String NEWEST =
            "SELECT s.symbol, length.timeframe, c.open_time, c.close_time, c.ingested_at,"
                    + " c.is_complete FROM unnest(string_to_array(:symbols, ' ')) AS s (symbol)"
                    + " CROSS JOIN unnest(string_to_array(:timeframes, ' ')) WITH ORDINALITY"
                    + " AS length (timeframe, place) CROSS JOIN LATERAL (SELECT open_time,"
                    + " close_time, ingested_at, is_complete FROM candles"
                    + " WHERE candles.symbol = s.symbol AND candles.timeframe = length.timeframe"
                    + " ORDER BY open_time DESC LIMIT 1) AS c ORDER BY s.symbol, place";

    private final Database database;
    private final SymbolNames names;
    private final Market market;

    public StatsRoutes(Database database, Market market) {
        this.database = database;
        this.names = new SymbolNames(database);
        this.market = market;
    }

    private record Newest(
            String symbol,
            String timeframe,
            Instant openTime,
            Instant closeTime,
            Instant ingestedAt,
            boolean isComplete) {

        static Newest of(Columns row) throws SQLException {
            return new Newest(
                    row.text("symbol"),
                    row.text("timeframe"),
                    row.time("open_time"),
                    row.time("close_time"),
                    row.time("ingested_at"),
                    row.flag("is_complete"));
        }
    }

    private record Line(
            String timeframe,
            Instant lastOpenTime,
            Instant lastCloseTime,
            Instant lastIngestedAt,
            double lagSeconds,
            boolean isComplete,
            Market.Freshness freshness,
            @Nullable Quality quality) {}

    private record SymbolStats(String symbol, List<Line> timeframes) {}

    private record Reply(Instant asOf, List<SymbolStats> symbols, @Nullable String nextAfter) {}

    public void addTo(Routes routes) {
        routes.add("GET", "/api/v1/stats", Role.VIEWER, this::stats);
    }

    private void stats(Context context) {
        Query query = new Query(context);
        Optional<String> symbol = query.symbol("symbol");
        Optional<Timeframe> timeframe = query.timeframe("timeframe");
        Optional<String> after = query.symbol("after");
        int limit = query.integer("limit", 1, MOST, DEFAULT);
        query.check();
        List<String> timeframes =
                timeframe.map(List::of).orElse(Timeframe.all()).stream()
                        .map(Timeframe::wire)
                        .toList();
        if (symbol.isPresent()) {
            String resolved = names.resolve(symbol.get());
            Replies.json(context, new Reply(now(), read(List.of(resolved), timeframes), null));
            return;
        }
        List<String> symbols =
                database.list(
                        SYMBOLS,
                        Map.of("after", after.orElse(""), "limit", limit),
                        row -> row.text("symbol"));
        boolean hasMore = symbols.size() > limit;
        List<String> shown = hasMore ? symbols.subList(0, limit) : symbols;
        Replies.json(
                context,
                new Reply(now(), read(shown, timeframes), hasMore ? shown.get(limit - 1) : null));
    }

    private Instant now() {
        return Instant.ofEpochMilli(market.now());
    }

    private List<SymbolStats> read(List<String> symbols, List<String> timeframes) {
        Map<String, Object> parameters =
                Map.of(
                        "symbols",
                        String.join(" ", symbols),
                        "timeframes",
                        String.join(" ", timeframes));
        Map<Series, Quality> quality =
                symbols.size() == 1 || timeframes.size() == 1
                        ? MonthQuality.read(database, market, symbols, timeframes)
                        : Map.of();
        Map<String, List<Line>> lines = new LinkedHashMap<>();
        for (Newest newest : database.list(NEWEST, parameters, Newest::of)) {
            lines.computeIfAbsent(newest.symbol, unheard -> new ArrayList<>())
                    .add(line(newest, quality.get(new Series(newest.symbol, newest.timeframe))));
        }
        return lines.entrySet().stream()
                .map(entry -> new SymbolStats(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Line line(Newest newest, @Nullable Quality quality) {
        Market.Freshness freshness =
                market.freshness(
                        newest.symbol, Timeframe.parse(newest.timeframe), newest.closeTime);
        return new Line(
                newest.timeframe,
                newest.openTime,
                newest.closeTime,
                newest.ingestedAt,
                lagSeconds(newest.closeTime, freshness.expectedCloseTime()),
                newest.isComplete,
                freshness,
                quality);
    }

    private static double lagSeconds(Instant stored, @Nullable Instant expected) {
        long lag = expected == null ? 0 : expected.toEpochMilli() - stored.toEpochMilli();
        return Math.max(0, lag) / 1000.0;
    }
}
