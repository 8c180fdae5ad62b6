package dev.candlemill.api.udf;

import dev.candlemill.api.Columns;
import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.candle.UdfBars;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.market.Market;
import dev.candlemill.api.security.Role;
import dev.candlemill.api.signal.StoredSignal;
import dev.candlemill.api.symbol.SymbolNames;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The protocol that TradingView's charting library and others read bars by (UDF). Its names and
 * units are theirs: resolutions instead of timeframes, epoch seconds, camelCase here and there.
 */
public final class UdfRoutes {

    private static final List<String> RESOLUTIONS =
            Timeframe.all().stream().map(UdfRoutes::resolution).toList();
    private static final List<String> INTRADAY =
            Timeframe.all().stream()
                    .filter(Timeframe::isIntraday)
                    .map(UdfRoutes::resolution)
                    .toList();
    private static final int MOST_BARS = 10_000;
    private static final int MOST_MARKS = 1_000;
    private static final int MAX_TEXT = 64;
    private static final int MAX_WORD = 32;
    private static final String TIMEFRAMES =
            Timeframe.all().stream().map(Timeframe::wire).collect(Collectors.joining(" "));

    private static final String FIND =
            "SELECT symbol, ticker, venue, coalesce(name, ticker) AS name, kind FROM ticker_index"
                    + " WHERE symbol = :symbol UNION ALL SELECT symbol, symbol, '', symbol, 'stock'"
                    + " FROM (SELECT symbol FROM candles WHERE symbol = :symbol LIMIT 1) AS c"
                    + " WHERE NOT EXISTS (SELECT FROM ticker_index WHERE symbol = :symbol)";
    private static final String SEARCH =
            "SELECT symbol, ticker, venue, coalesce(name, ticker) AS name, kind FROM ticker_index"
                    + " WHERE (starts_with(upper(ticker), upper(:text))"
                    + " OR starts_with(upper(symbol), upper(:text))"
                    + " OR strpos(lower(name), lower(:text)) > 0)"
                    + " AND (:kind = '' OR kind = :kind) AND (:venue = '' OR venue = :venue)"
                    + " ORDER BY upper(ticker) = upper(:text) DESC,"
                    + " starts_with(upper(ticker), upper(:text)) DESC, is_active DESC, is_primary DESC,"
                    + " length(ticker), symbol LIMIT :limit";
    private static final String CLOSES =
            "SELECT few.close FROM unnest(string_to_array(:timeframes, ' ')) AS t (timeframe)"
                    + " CROSS JOIN LATERAL (SELECT close FROM candles WHERE symbol = :symbol"
                    + " AND timeframe = t.timeframe ORDER BY open_time DESC LIMIT 30) AS few";
    private static final String MARKS =
            "SELECT "
                    + StoredSignal.FIELDS
                    + " FROM strategy_signals AS s WHERE s.symbol = :symbol"
                    + " AND s.timeframe = :timeframe AND s.open_time >= :from AND s.open_time < :to"
                    + " AND s.status <> 'RETRACTED' ORDER BY s.open_time DESC, s.id LIMIT :limit";

    private final Database database;
    private final SymbolNames names;
    private final UdfBars bars;
    private final Market market;

    public UdfRoutes(Database database, Market market) {
        this.database = database;
        this.names = new SymbolNames(database);
        this.bars = new UdfBars(database);
        this.market = market;
    }

    private record Entry(String symbol, String ticker, String venue, String name, String kind) {

        static Entry of(Columns row) throws SQLException {
            return new Entry(
                    row.text("symbol"),
                    row.text("ticker"),
                    row.text("venue"),
                    row.text("name"),
                    row.text("kind"));
        }
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/udf/config", Role.VIEWER, this::config);
        routes.add("GET", "/udf/time", Role.VIEWER, this::time);
        routes.add("GET", "/udf/symbols", Role.VIEWER, this::symbol);
        routes.add("GET", "/udf/search", Role.VIEWER, this::search);
        routes.add("GET", "/udf/history", Role.VIEWER, this::history);
        routes.add("GET", "/udf/marks", Role.VIEWER, this::marks);
    }

    private static String resolution(Timeframe timeframe) {
        return switch (timeframe) {
            case D1 -> "1D";
            case W1 -> "1W";
            case MN1 -> "1M";
            default -> Integer.toString(timeframe.minutes());
        };
    }

    private static Timeframe timeframe(String resolution) {
        String full =
                switch (resolution) {
                    case "D", "W", "M" -> "1" + resolution;
                    default -> resolution;
                };
        int index = RESOLUTIONS.indexOf(full);
        if (index < 0) {
            throw new IllegalArgumentException("expected one of " + String.join(" ", RESOLUTIONS));
        }
        return Timeframe.of(index);
    }

    private void config(Context context) {
        new Query(context).check();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("supported_resolutions", RESOLUTIONS);
        config.put("supports_search", true);
        config.put("supports_group_request", false);
        config.put("supports_marks", true);
        config.put("supports_timescale_marks", false);
        config.put("supports_time", true);
        Replies.json(context, config);
    }

    private void time(Context context) {
        new Query(context).check();
        context.contentType("text/plain").result(Long.toString(market.now() / 1000));
    }

    private void symbol(Context context) {
        Query query = new Query(context);
        String asked = query.symbol();
        query.check();
        String symbol = names.resolve(asked);
        Entry entry =
                database.list(FIND, Map.of("symbol", symbol), Entry::of).stream()
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("unknown_symbol"));
        Replies.json(context, description(entry));
    }

    private Map<String, Object> description(Entry entry) {
        Optional<VenueCalendar> calendar = market.calendar(entry.symbol);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", entry.ticker);
        fields.put("ticker", entry.symbol);
        fields.put("description", entry.name);
        fields.put("type", entry.kind);
        fields.put("session", session(calendar));
        fields.put("timezone", calendar.map(found -> found.zone().getId()).orElse("Etc/UTC"));
        fields.put("exchange", entry.venue);
        fields.put("listed_exchange", entry.venue);
        fields.put("format", "price");
        fields.put("minmov", 1);
        fields.put("pricescale", PriceScale.of(closes(entry.symbol), entry.kind));
        fields.put("has_intraday", true);
        fields.put("has_daily", true);
        fields.put("has_weekly_and_monthly", true);
        fields.put("intraday_multipliers", INTRADAY);
        fields.put("supported_resolutions", RESOLUTIONS);
        fields.put("volume_precision", 2);
        fields.put("data_status", "streaming");
        return fields;
    }

    /** Where no calendar says when bars may come, a client that leaves out none. */
    private String session(Optional<VenueCalendar> calendar) {
        return calendar.map(found -> TradingSession.of(found, Instant.ofEpochMilli(market.now())))
                .orElse(TradingSession.ALWAYS);
    }

    private List<Double> closes(String symbol) {
        return database.list(
                CLOSES,
                Map.of("symbol", symbol, "timeframes", TIMEFRAMES),
                row -> row.number("close"));
    }

    private void search(Context context) {
        Query query = new Query(context).allow("query", "type", "exchange");
        String text = optional(context, "query", MAX_TEXT, query);
        String kind = optional(context, "type", MAX_WORD, query).toLowerCase(Locale.ROOT);
        String venue = optional(context, "exchange", MAX_WORD, query);
        int limit = query.integer("limit", 1, 100, 30);
        query.check();
        Map<String, Object> parameters =
                Map.of("text", text, "kind", kind, "venue", venue, "limit", limit);
        Replies.json(
                context,
                database.list(SEARCH, parameters, Entry::of).stream()
                        .map(
                                entry ->
                                        Map.of(
                                                "symbol", entry.ticker,
                                                "full_name", entry.symbol,
                                                "description", entry.name,
                                                "exchange", entry.venue,
                                                "ticker", entry.symbol,
                                                "type", entry.kind))
                        .toList());
    }

    /** Clients send these empty when nothing was chosen. */
    private static String optional(Context context, String name, int maxLength, Query query) {
        String sent = context.queryParam(name);
        return sent == null || sent.isBlank() ? "" : query.text(name, maxLength).orElse("");
    }

    private void history(Context context) {
        Query query = new Query(context).allow("currencyCode");
        String symbol = query.symbol();
        Timeframe timeframe = query.word("resolution", UdfRoutes::timeframe).orElse(Timeframe.M5);
        Optional<Instant> from = query.epochSeconds("from");
        Optional<Instant> to = query.requiredEpochSeconds("to");
        query.requireForward("from", from, "to", to);
        int countBack = query.integer("countback", 1, MOST_BARS, 0);
        if (from.isEmpty() && countBack == 0) {
            query.refuse("from", "expected from or countback");
        }
        query.check();
        Replies.json(
                context,
                bars.read(
                        new UdfBars.Request(
                                names.resolve(symbol),
                                timeframe,
                                countBack == 0 ? from : Optional.empty(),
                                to.orElseThrow(),
                                countBack == 0 ? MOST_BARS : countBack)));
    }

    private void marks(Context context) {
        Query query = new Query(context);
        String symbol = query.symbol();
        Timeframe timeframe = query.word("resolution", UdfRoutes::timeframe).orElse(Timeframe.M5);
        Optional<Instant> from = query.requiredEpochSeconds("from");
        Optional<Instant> to = query.requiredEpochSeconds("to");
        query.requireForward("from", from, "to", to);
        query.check();
        Map<String, Object> parameters =
                Map.of(
                        "symbol",
                        names.resolve(symbol),
                        "timeframe",
                        timeframe.wire(),
                        "from",
                        from.orElseThrow().atOffset(ZoneOffset.UTC),
                        "to",
                        to.orElseThrow().atOffset(ZoneOffset.UTC),
                        "limit",
                        MOST_MARKS);
        Replies.json(context, columns(database.list(MARKS, parameters, StoredSignal::of)));
    }

    private static Map<String, Object> columns(List<StoredSignal> signals) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("id", signals.stream().map(StoredSignal::id).toList());
        columns.put("time", signals.stream().map(s -> s.openTime().getEpochSecond()).toList());
        columns.put("color", signals.stream().map(s -> isBuy(s) ? "green" : "red").toList());
        columns.put(
                "text",
                signals.stream()
                        .map(s -> s.signalType() + " " + s.strategy() + " (" + s.setup() + ")")
                        .toList());
        columns.put("label", signals.stream().map(s -> isBuy(s) ? "B" : "S").toList());
        columns.put("labelFontColor", signals.stream().map(s -> "white").toList());
        columns.put("minSize", signals.stream().map(s -> 14).toList());
        return columns;
    }

    private static boolean isBuy(StoredSignal signal) {
        return signal.signalType().equals("BUY");
    }
}
