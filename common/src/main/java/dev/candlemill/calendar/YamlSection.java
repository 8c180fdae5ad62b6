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

    private final String file;
    private final String path;
    private final JsonNode node;
    private final List<String> errors;

    /**
     * @param path the keys that lead here, joined by dots; empty for the whole file
     */
    YamlSection(String file, String path, JsonNode node, List<String> errors) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.errors = errors;
        if (!node.isObject()) {
            error("expected keys with values, found " + found(node));
        }
    }

    void error(String message) {
        errors.add(file + ": " + (path.isEmpty() ? message : path + ": " + message));
    }

    void error(String key, String message) {
        errors.add(file + ": " + pathOf(key) + ": " + message);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private YamlSection child(String key, JsonNode value) {
        return new YamlSection(file, pathOf(key), value, errors);
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
        return value == null ? null : child(key, value);
    }

    /** The mappings under that key by their own keys; empty where it is absent. */
    Map<String, YamlSection> sections(String key) {
        YamlSection parent = section(key);
        return parent == null ? Map.of() : parent.children();
    }

    private Map<String, YamlSection> children() {
        Map<String, YamlSection> children = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            children.put(entry.getKey(), child(entry.getKey(), entry.getValue()));
        }
        return children;
    }

    private static String found(JsonNode value) {
        return value.isArray()
                ? "a list"
                : value.isObject() ? "keys" : "\"" + value.asText() + "\"";
    }
}
