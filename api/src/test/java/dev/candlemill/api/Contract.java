package dev.candlemill.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The OpenAPI file, as what answers are held against. */
final class Contract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    /** Problems that any operation may answer with. */
    private static final Set<Integer> ANYWHERE = Set.of(400, 401, 403, 405, 413, 415, 421, 429);

    private final JsonNode root;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private Contract(JsonNode root) {
        this.root = root;
    }

    static Contract read() {
        try (InputStream in = Contract.class.getResourceAsStream("/openapi/candlemill.yaml")) {
            return new Contract(new ObjectMapper(new YAMLFactory()).readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code GET /api/v1/candles}, for every operation. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        root.get("paths")
                .properties()
                .forEach(
                        path ->
                                METHODS.stream()
                                        .filter(path.getValue()::has)
                                        .forEach(
                                                method ->
                                                        operations.add(
                                                                method.toUpperCase()
                                                                        + " "
                                                                        + path.getKey())));
        return operations;
    }

    /** What the contract says against an answer; empty: nothing. */
    List<String> complaints(String method, String path, int status, String type, String body) {
        Optional<String> template = template(path);
        if (template.isEmpty()) {
            return path.startsWith("/api/") && status < 400
                    ? List.of("no such path: " + path)
                    : List.of();
        }
        boolean isHead = method.equals("HEAD");
        if (isHead && !body.isEmpty()) {
            return List.of("a body of HEAD " + path);
        }
        JsonNode operation =
                root.get("paths").get(template.get()).get(isHead ? "get" : method.toLowerCase());
        if (operation == null) {
            return status == 405 ? List.of() : List.of("no such method: " + method + " " + path);
        }
        if (isHead && ANYWHERE.contains(status)) {
            return List.of();
        }
        JsonNode answer = resolve(operation.get("responses").path(Integer.toString(status)));
        if (answer.isMissingNode()) {
            return ANYWHERE.contains(status)
                    ? check("problem", json("{\"$ref\":\"#/components/schemas/Problem\"}"), body)
                    : List.of("no such status: " + status + " of " + method + " " + path);
        }
        JsonNode content = answer.path("content").path(type.split(";", 2)[0]);
        if (content.isMissingNode()) {
            return answer.has("content") ? List.of("not of type " + type) : List.of();
        }
        return type.contains("json") && !isHead
                ? check(template.get() + method + status, content.get("schema"), body)
                : List.of();
    }

    private List<String> check(String key, JsonNode schema, String body) {
        try {
            List<String> complaints = new ArrayList<>();
            for (ValidationMessage message : schema(key, schema).validate(JSON.readTree(body))) {
                complaints.add(message.getMessage());
            }
            return complaints;
        } catch (IOException e) {
            return List.of("not JSON: " + e.getMessage());
        }
    }

    private JsonSchema schema(String key, JsonNode schema) {
        return schemas.computeIfAbsent(
                key,
                unheard -> {
                    ObjectNode document = JSON.createObjectNode();
                    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
                    document.putArray("allOf").add(schema);
                    document.set("components", root.get("components"));
                    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(document);
                });
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** The path of the contract that a request's path belongs to; literal ones first. */
    private Optional<String> template(String path) {
        List<String> fitting = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.get("paths").properties()) {
            String pattern =
                    Pattern.compile("\\{[a-z]+}").matcher(entry.getKey()).replaceAll("[^/]+");
            if (path.matches(pattern)) {
                fitting.add(entry.getKey());
            }
        }
        return fitting.stream().min((a, b) -> Integer.compare(braces(a), braces(b)));
    }

    private static int braces(String template) {
        return (int) template.chars().filter(c -> c == '{').count();
    }
}
