package dev.candlemill.jobs.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Settings from a YAML file whose keys are nested, dotted, or both. */
final class YamlLayer {

    private final String name;
    private final Layer layer = new Layer();

    private YamlLayer(String name) {
        this.name = name;
    }

    static Layer read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            String found = e instanceof NoSuchFileException ? "no such file" : e.toString();
            Layer layer = new Layer();
            layer.add(
                    ConfigProblem.wrong(
                            "--config", found, "a readable YAML file", file.toString()));
            return layer;
        }
    }

    /** Parses a text; the name is for messages. */
    static Layer parse(String text, String name) throws IOException {
        YamlLayer reader = new YamlLayer(name);
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            reader.readDocument(parser);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            reader.layer.add(
                    ConfigProblem.wrong(
                            "--config",
                            e.getOriginalMessage().lines().findFirst().orElse(""),
                            "YAML",
                            name + ":" + (place == null ? 1 : place.getLineNr())));
        }
        return reader.layer;
    }

    private void readDocument(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            readObject(parser, "");
        } else if (first != null && first != JsonToken.VALUE_NULL) {
            layer.add(
                    ConfigProblem.wrong(
                            "--config", parser.getText(), "keys and values", at(parser)));
        }
    }

    private void readObject(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + parser.currentName();
            String where = at(parser);
            switch (parser.nextToken()) {
                case START_OBJECT -> readNested(parser, key, where);
                case START_ARRAY -> layer.put(key, readArray(parser, key), where);
                case VALUE_NULL -> {}
                default -> layer.putLine(key, parser.getText(), where);
            }
        }
    }

    /** A map is a prefix of further keys, except where a key's value is pairs. */
    private void readNested(JsonParser parser, String key, String where) throws IOException {
        boolean isValue =
                ConfigKeys.named(key)
                        .map(found -> found.type().shape() == ValueType.Shape.PAIRS)
                        .orElse(false);
        if (!isValue) {
            readObject(parser, key + ".");
            return;
        }
        List<String> pairs = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String left = parser.currentName();
            parser.nextToken();
            pairs.add(left + "=" + parser.getText());
        }
        layer.put(key, pairs, where);
    }

    private List<String> readArray(JsonParser parser, String key) throws IOException {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken().isStructStart()) {
                layer.add(
                        ConfigProblem.wrong(
                                key, "a nested list or map", "plain values", at(parser)));
                parser.skipChildren();
            } else {
                texts.add(parser.getText());
            }
        }
        return texts;
    }

    private String at(JsonParser parser) {
        return name + ":" + parser.currentTokenLocation().getLineNr();
    }
}
