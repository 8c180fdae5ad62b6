package dev.candlemill.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The venues of one YAML file, as trees in which {@code like} is resolved: a venue that is like
 * another has all its keys, its own laid over them one by one.
 */
final class VenueFile {

    private static final String VENUES = "venues";
    private static final String LIKE = "like";

    /** What one venue never takes over from another. */
    private static final List<String> OWN_KEYS = List.of("name", "note", "aliases");

    private static final YAMLMapper YAML =
            new YAMLMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    private final String fileName;
    private final Map<String, ObjectNode> trees;

    private VenueFile(String fileName, Map<String, ObjectNode> trees) {
        this.fileName = fileName;
        this.trees = trees;
    }

    /**
     * Reads a file whose venues may be like one of {@code base}, also the one of the same id.
     *
     * @throws IllegalArgumentException naming every mistake
     */
    static VenueFile parse(String yaml, String fileName, @Nullable VenueFile base) {
        List<String> errors = new ArrayList<>();
        YamlSection file = new YamlSection(fileName, "", tree(yaml, fileName), errors);
        file.allowOnly(List.of(VENUES));
        if (!file.has(VENUES)) {
            file.error(VENUES, "is missing");
        }
        Map<String, ObjectNode> trees = new LinkedHashMap<>(base == null ? Map.of() : base.trees);
        file.sections(VENUES).forEach((id, venue) -> resolve(id, venue, trees));
        refuse(errors);
        return new VenueFile(fileName, trees);
    }

    private static void resolve(String id, YamlSection venue, Map<String, ObjectNode> trees) {
        String like = venue.text(LIKE);
        ObjectNode tree = venue.tree();
        if (like != null) {
            ObjectNode pattern = trees.get(like);
            if (pattern == null) {
                venue.error(
                        LIKE,
                        "expected a venue that stands above, found \""
                                + like
                                + "\""
                                + Spelling.didYouMean(like, trees.keySet()));
                return;
            }
            ObjectNode inherited = pattern.deepCopy();
            if (!like.equals(id)) {
                inherited.remove(OWN_KEYS);
            }
            tree = overlay(inherited, tree);
        }
        trees.put(id, tree);
    }

    private static ObjectNode overlay(ObjectNode below, ObjectNode above) {
        for (Map.Entry<String, JsonNode> entry : above.properties()) {
            JsonNode old = below.get(entry.getKey());
            if (old instanceof ObjectNode lower && entry.getValue() instanceof ObjectNode upper) {
                overlay(lower, upper);
            } else {
                below.set(entry.getKey(), entry.getValue());
            }
        }
        return below;
    }

    private static JsonNode tree(String yaml, String fileName) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    fileName + ": not readable as YAML: " + e.getMessage(), e);
        }
    }

    /**
     * All venues by id.
     *
     * @throws IllegalArgumentException naming every mistake with its venue and key
     */
    Map<String, VenueRules> rules() {
        List<String> errors = new ArrayList<>();
        Map<String, VenueRules> rules = new LinkedHashMap<>();
        trees.forEach(
                (id, tree) -> {
                    YamlSection venue = new YamlSection(fileName, VENUES + "." + id, tree, errors);
                    rules.put(id, new VenueReader(id, venue).read());
                });
        refuse(errors);
        return rules;
    }

    private static void refuse(List<String> errors) {
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", errors));
        }
    }
}
