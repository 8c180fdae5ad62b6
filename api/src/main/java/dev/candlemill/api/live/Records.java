package dev.candlemill.api.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.api.http.Json;
import dev.candlemill.api.live.LiveEvent.Kind;
import dev.candlemill.indicator.IndicatorSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of our topics as what clients get to see of them. */
final class Records {

    static final List<String> CANDLE =
            List.of(
                    "symbol",
                    "timeframe",
                    "open_time",
                    "open_time_ms",
                    "close_time",
                    "session_date",
                    "open",
                    "high",
                    "low",
                    "close",
                    "volume",
                    "bar_count",
                    "expected_bar_count",
                    "is_complete",
                    "revision",
                    "indicator_revision",
                    "source");
    static final List<String> SIGNAL =
            List.of(
                    "setup",
                    "symbol",
                    "timeframe",
                    "strategy",
                    "open_time",
                    "open_time_ms",
                    "close_time",
                    "close_time_ms",
                    "signal_type",
                    "price",
                    "confidence",
                    "indicator_values",
                    "candle_revision",
                    "revision",
                    "status",
                    "source",
                    "job_id");

    private static final List<String> REVISION =
            List.of(
                    "symbol",
                    "timeframe",
                    "open_time",
                    "open_time_ms",
                    "revision",
                    "indicator_revision");
    private static final List<String> CATALOGUE = IndicatorSet.catalogue().valueNames();

    private Records() {}

    /** A record before it is known whether it is news. */
    record Record(Kind kind, ObjectNode json) {

        String eventId() {
            return json.path("event_id").asText();
        }

        long epoch() {
            return json.path("epoch").asLong();
        }

        int revision() {
            return json.path("revision").asInt();
        }

        int indicatorRevision() {
            return json.path("indicator_revision").asInt();
        }
    }

    /** Null for what is not one of ours. */
    static @Nullable Record parse(Kind kind, byte[] value) {
        try {
            JsonNode json = Json.read(value);
            boolean isOurs =
                    json instanceof ObjectNode
                            && json.path("symbol").isTextual()
                            && json.path("timeframe").isTextual()
                            && json.path("open_time_ms").isIntegralNumber()
                            && json.path("event_id").isTextual();
            return isOurs ? new Record(kind, (ObjectNode) json) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** One event, or the candle and then its indicators. */
    static List<LiveEvent> events(Record record) {
        ObjectNode json = record.json;
        return switch (record.kind) {
            case SIGNAL -> {
                ObjectNode signal = Json.mapper().createObjectNode();
                signal.set("id", json.get("event_id"));
                signal.setAll(only(json, SIGNAL));
                yield List.of(event(json, Kind.SIGNAL, signal, "\"signal\":" + signal));
            }
            case FORMING -> {
                ObjectNode candle = only(json, CANDLE);
                yield List.of(
                        event(
                                json,
                                Kind.FORMING,
                                candle,
                                "\"is_final\":false,\"candle\":" + candle));
            }
            case CANDLE, INDICATORS -> {
                ObjectNode candle = only(json, CANDLE);
                ObjectNode update = only(json, REVISION);
                update.set("values", values(json));
                String text = update.toString();
                yield List.of(
                        event(json, Kind.CANDLE, candle, "\"is_final\":true,\"candle\":" + candle),
                        event(json, Kind.INDICATORS, update, text.substring(1, text.length() - 1)));
            }
        };
    }

    private static LiveEvent event(ObjectNode json, Kind kind, ObjectNode body, String fields) {
        return new LiveEvent(
                kind,
                json.get("symbol").asText(),
                json.get("timeframe").asText(),
                json.path("setup").asText(),
                json.get("open_time_ms").asLong(),
                body,
                fields);
    }

    static ObjectNode only(ObjectNode json, List<String> names) {
        ObjectNode chosen = Json.mapper().createObjectNode();
        for (String name : names) {
            @Nullable JsonNode value = json.get(name);
            if (value != null) {
                chosen.set(name, value);
            }
        }
        return chosen;
    }

    private static ObjectNode values(ObjectNode json) {
        ObjectNode values = only(json, CATALOGUE);
        for (Map.Entry<String, JsonNode> further : json.path("indicators").properties()) {
            values.set(further.getKey(), further.getValue());
        }
        return values;
    }
}
