package dev.candlemill.api.symbol;

import dev.candlemill.api.Columns;
import dev.candlemill.api.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Search over {@code ticker_index}, and over followed symbols that are not listed. First what
 * begins as was typed; only where that is not enough, what is spelled alike.
 */
final class SymbolSearch {

    private static final String ALL =
            "(SELECT symbol, ticker, venue, name, kind, currency, is_primary, is_active"
                    + " FROM ticker_index UNION ALL"
                    + " SELECT f.symbol, split_part(f.symbol, ':', greatest(1,"
                    + " cardinality(string_to_array(f.symbol, ':')))),"
                    + " CASE WHEN strpos(f.symbol, ':') > 0 THEN split_part(f.symbol, ':', 1) ELSE ''"
                    + " END, NULL, NULL, NULL, true, true FROM followed_symbols AS f WHERE NOT EXISTS"
                    + " (SELECT FROM ticker_index AS t WHERE t.symbol = f.symbol)) AS t";

    private static final String FIELDS =
            "SELECT t.symbol, t.ticker, t.venue, t.name, t.kind, t.currency, t.is_active,"
                    + " EXISTS (SELECT FROM favorites AS v WHERE v.symbol = t.symbol) AS is_favorite,"
                    + " EXISTS (SELECT FROM tracked_symbols AS k WHERE k.symbol = t.symbol)"
                    + " AS is_tracked,"
                    + " EXISTS (SELECT FROM symbol_progress AS p WHERE p.symbol = t.symbol)"
                    + " AS has_candles FROM ";

    private static final String VENUE = " AND (:venue = '' OR t.venue = :venue)";

    private static final String FOLLOWED =
            FIELDS
                    + ALL
                    + " WHERE EXISTS (SELECT FROM followed_symbols AS f WHERE f.symbol = t.symbol)"
                    + VENUE
                    + " ORDER BY t.symbol LIMIT :limit";

    private static final String BEGINNING =
            FIELDS
                    + "(SELECT *, CASE WHEN upper(ticker) = upper(:text) OR upper(symbol) = upper(:text)"
                    + " THEN 0 WHEN starts_with(upper(ticker), upper(:text)) THEN 1"
                    + " WHEN starts_with(upper(symbol), upper(:text)) THEN 2"
                    + " WHEN starts_with(lower(name), lower(:text)) THEN 3"
                    + " WHEN strpos(lower(name), ' ' || lower(:text)) > 0 THEN 4 END AS rank FROM "
                    + ALL
                    + ") AS t WHERE rank IS NOT NULL"
                    + VENUE
                    + " ORDER BY rank, has_candles DESC, t.is_active DESC, t.is_primary DESC, length(t.ticker),"
                    + " t.symbol LIMIT :limit";

    private static final String SIMILAR =
            FIELDS
                    + "ticker_index AS t WHERE (t.ticker % :text OR :text <% t.name)"
                    + VENUE
                    + " ORDER BY greatest(similarity(t.ticker, :text),"
                    + " coalesce(word_similarity(:text, t.name), 0)) DESC, has_candles DESC,"
                    + " t.is_active DESC, t.is_primary DESC, t.symbol LIMIT :limit";

    private static final String HAS_SIMILARITY =
            "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') AS it_is";

    private final Database database;
    private volatile @Nullable Boolean hasSimilarity;

    SymbolSearch(Database database) {
        this.database = database;
    }

    /** Something that was found. */
    record Hit(
            String symbol,
            String ticker,
            String venue,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String currency,
            boolean isActive,
            boolean isFavorite,
            boolean isTracked,
            boolean hasCandles) {

        static Hit of(Columns row) throws SQLException {
            return new Hit(
                    row.text("symbol"),
                    row.text("ticker"),
                    row.text("venue"),
                    row.optionalText("name"),
                    row.optionalText("kind"),
                    row.optionalText("currency"),
                    row.flag("is_active"),
                    row.flag("is_favorite"),
                    row.flag("is_tracked"),
                    row.flag("has_candles"));
        }
    }

    /** The best first. Without a text what is followed. */
    List<Hit> find(Optional<String> text, Optional<String> venue, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("venue", venue.orElse(""));
        parameters.put("limit", limit);
        if (text.isEmpty()) {
            return database.list(FOLLOWED, parameters, Hit::of);
        }
        parameters.put("text", text.get().strip());
        List<Hit> hits = new ArrayList<>(database.list(BEGINNING, parameters, Hit::of));
        if (hits.size() < limit && hasSimilarity()) {
            Set<String> known = new HashSet<>(hits.stream().map(Hit::symbol).toList());
            for (Hit hit : database.list(SIMILAR, parameters, Hit::of)) {
                if (hits.size() < limit && known.add(hit.symbol)) {
                    hits.add(hit);
                }
            }
        }
        return hits;
    }

    private boolean hasSimilarity() {
        @Nullable Boolean known = hasSimilarity;
        if (known == null) {
            known = database.list(HAS_SIMILARITY, Map.of(), row -> row.flag("it_is")).get(0);
            hasSimilarity = known;
        }
        return known;
    }
}
