package dev.candlemill.api.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.api.Columns;
import dev.candlemill.api.Database;
import dev.candlemill.api.Where;
import dev.candlemill.api.http.Json;
import dev.candlemill.api.signal.StoredSignal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a snapshot begins with: the newest rows of some series, in the form of the messages. */
final class StoredState {

    private static final String CANDLES =
            "SELECT c.* FROM unnest(string_to_array(:series, ' ')) AS s (series)"
                    + " CROSS JOIN LATERAL (SELECT symbol, timeframe, open_time, close_time,"
                    + " session_date::text AS session_date, open, high, low, close, volume,"
                    + " bar_count, expected_bar_count, is_complete, revision, indicator_revision,"
                    + " source FROM candles WHERE symbol = split_part(s.series, '|', 1)"
                    + " AND timeframe = split_part(s.series, '|', 2)"
                    + " ORDER BY open_time DESC LIMIT :each) AS c";

    private final Database database;

    StoredState(Database database) {
        this.database = database;
    }

    List<ObjectNode> candles(Collection<String> series, int each) {
        return series.isEmpty()
                ? List.of()
                : database.list(
                        CANDLES,
                        Map.of("series", String.join(" ", series), "each", each),
                        StoredState::candle);
    }

    private static ObjectNode candle(Columns row) throws SQLException {
        Instant open = row.time("open_time");
        return Json.mapper()
                .createObjectNode()
                .put("symbol", row.text("symbol"))
                .put("timeframe", row.text("timeframe"))
                .put("open_time", open.toString())
                .put("open_time_ms", open.toEpochMilli())
                .put("close_time", row.time("close_time").toString())
                .put("session_date", row.text("session_date"))
                .put("open", row.number("open"))
                .put("high", row.number("high"))
                .put("low", row.number("low"))
                .put("close", row.number("close"))
                .put("volume", row.number("volume"))
                .put("bar_count", row.integer("bar_count"))
                .put("expected_bar_count", row.integer("expected_bar_count"))
                .put("is_complete", row.flag("is_complete"))
                .put("revision", row.integer("revision"))
                .put("indicator_revision", row.integer("indicator_revision"))
                .put("source", row.text("source"));
    }

    /** The newest of a setup, of a series or of all. */
    List<ObjectNode> signals(ChannelName name, Collection<String> series, int most) {
        Where where =
                name.kind() == ChannelName.Kind.SETUP
                        ? new Where().and("s.setup = :setup", "setup", Optional.of(name.subject()))
                        : new Where();
        if (name.kind() == ChannelName.Kind.MARKET || name.kind() == ChannelName.Kind.FAVORITES) {
            where.and(
                    "(s.symbol || '|' || s.timeframe) = ANY (string_to_array(:series, ' '))",
                    "series",
                    Optional.of(String.join(" ", series)));
            where.and("s.timeframe = :timeframe", "timeframe", Optional.of(name.timeframe()));
        }
        where.with("most", most);
        return database
                .list(
                        "SELECT "
                                + StoredSignal.FIELDS
                                + " FROM strategy_signals AS s"
                                + where.text()
                                + " ORDER BY s.close_time DESC, s.id LIMIT :most",
                        where.parameters(),
                        StoredSignal::of)
                .stream()
                .map(StoredState::signal)
                .toList();
    }

    private static ObjectNode signal(StoredSignal stored) {
        ObjectNode signal = Json.mapper().valueToTree(stored);
        signal.put("open_time_ms", stored.openTime().toEpochMilli());
        signal.put("close_time_ms", stored.closeTime().toEpochMilli());
        ObjectNode ordered = Json.mapper().createObjectNode();
        ordered.set("id", signal.get("id"));
        ordered.setAll(Records.only(signal, Records.SIGNAL));
        return ordered;
    }
}
