package dev.candlemill.api.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.api.http.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel stands: rows of Postgres and what came since, each candle and signal once. They
 * are added in the order of their being said: of two that have the same revision the later counts,
 * since a run that has restarted may say something else under it.
 */
final class Snapshot {

    private static final int CANDLES_PER_SERIES = 64;
    private static final int MOST_SIGNALS = 50;

    private final Map<String, ObjectNode> candles = new LinkedHashMap<>();
    private final Map<String, ObjectNode> signals = new LinkedHashMap<>();
    private final ArrayNode forming = Json.mapper().createArrayNode();

    void addCandles(Collection<ObjectNode> more) {
        for (ObjectNode candle : more) {
            addNewer(series(candle) + "|" + candle.path("open_time_ms").asLong(), candle, candles);
        }
    }

    void addSignals(Collection<ObjectNode> more) {
        for (ObjectNode signal : more) {
            addNewer(signal.path("id").asText(), signal, signals);
        }
    }

    void addForming(JsonNode candle) {
        forming.add(candle);
    }

    private static void addNewer(String key, ObjectNode fresh, Map<String, ObjectNode> into) {
        @Nullable ObjectNode known = into.get(key);
        if (known == null || !isBefore(fresh, known)) {
            into.put(key, fresh);
        }
    }

    private static boolean isBefore(ObjectNode one, ObjectNode other) {
        int difference = one.path("revision").asInt() - other.path("revision").asInt();
        return difference != 0
                ? difference < 0
                : one.path("indicator_revision").asInt() < other.path("indicator_revision").asInt();
    }

    private static String series(ObjectNode candle) {
        return candle.path("symbol").asText() + "|" + candle.path("timeframe").asText();
    }

    /** The message. */
    String message(String channel, String stream, long seq, String reason) {
        ObjectNode message = Json.mapper().createObjectNode();
        message.put("type", "snapshot");
        message.put("channel", channel);
        message.put("stream", stream);
        message.put("seq", seq);
        message.put("reason", reason);
        message.putArray("candles").addAll(newestCandles());
        message.set("forming", forming);
        message.putArray("signals").addAll(newestSignals());
        return message.toString();
    }

    /** Oldest first, of each series the newest. */
    private List<ObjectNode> newestCandles() {
        List<ObjectNode> sorted = new ArrayList<>(candles.values());
        sorted.sort(byTime("open_time_ms").reversed());
        Map<String, Integer> counts = new HashMap<>();
        sorted.removeIf(
                candle -> counts.merge(series(candle), 1, Integer::sum) > CANDLES_PER_SERIES);
        sorted.sort(byTime("open_time_ms"));
        return sorted;
    }

    /** Newest first. */
    private List<ObjectNode> newestSignals() {
        return signals.values().stream()
                .sorted(byTime("close_time_ms").reversed())
                .limit(MOST_SIGNALS)
                .toList();
    }

    private static Comparator<ObjectNode> byTime(String field) {
        return Comparator.comparingLong(node -> node.path(field).asLong());
    }
}
