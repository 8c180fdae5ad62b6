package dev.candlemill.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a YAML file that knows where it stands. Mistakes do not throw: they are collected
 * with their place, so that a user sees all of them at once.
 */
final class YamlSection {

    private final String place;
    private final JsonNode node;
    private final List<String> errors;

    YamlSection(String place, JsonNode node, List<String> errors) {
        this.place = place;
        this.node = node;
        this.errors = errors;
        if (!node.isObject()) {
            error("expected keys with values, found " + found(node));
        }
    }

    void error(String message) {
        errors.add(place + ": " + message);
    }

    void error(String key, String message) {
        errors.add(place + "." + key + ": " + message);
    }

    /** Reports each key that is not among {@code known}, with the nearest that is. */
    void allowOnly(List<String> known) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                error(
                        key,
                        "unknown key, expected one of "
                                + String.join(", ", known)
                                + Spelling.didYouMean(key, known));
            }
        }
    }

    /** A copy of what stands here; empty where that is no mapping. */
    ObjectNode tree() {
        return node.isObject() ? node.deepCopy() : JsonNodeFactory.instance.objectNode();
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    boolean has(String key) {
        return node.has(key);
    }

    @Nullable String text(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        if (value.isNull()) {
            return "";
        }
        if (!value.isValueNode()) {
            error(key, "expected one value, found " + found(value));
            return null;
        }
        return value.asText().trim();
    }

    /** The parsed value; {@code fallback} where it is absent or, after a report, unreadable. */
    <T> T parsed(String key, T fallback, Function<String, T> parser) {
        String text = text(key);
        if (text == null) {
            return fallback;
        }
        try {
            return parser.apply(text);
        } catch (RuntimeException e) {
            error(key, e.getMessage() == null ? "cannot read \"" + text + "\"" : e.getMessage());
            return fallback;
        }
    }

    /** As {@link #parsed}, and an absent key is a mistake too. */
    <T> T required(String key, T fallback, Function<String, T> parser) {
        if (!node.has(key)) {
            error(key, "is missing");
        }
        return parsed(key, fallback, parser);
    }

    List<String> texts(String key) {
        JsonNode value = node.get(key);
        List<String> texts = new ArrayList<>();
        if (value != null && value.isArray()) {
            value.forEach(element -> texts.add(element.asText()));
        } else if (value != null) {
            error(key, "expected a list, found " + found(value));
        }
        return texts;
    }

    /** The mapping under that key, or null. */
    @Nullable YamlSection section(String key) {
        JsonNode value = node.get(key);
        return value == null ? null : new YamlSection(place + "." + key, value, errors);
    }

    /** The mappings under that key by their own keys; empty where it is absent. */
    Map<String, YamlSection> sections(String key) {
        Map<String, YamlSection> sections = new LinkedHashMap<>();
        YamlSection parent = section(key);
        if (parent != null) {
            for (String name : parent.keys()) {
                YamlSection child = parent.section(name);
                if (child != null) {
                    sections.put(name, child);
                }
            }
        }
        return sections;
    }

    private static String found(JsonNode value) {
        return value.isArray()
                ? "a list"
                : value.isObject() ? "keys" : "\"" + value.asText() + "\"";
    }
}
