package dev.candlemill.cli.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a cluster says of itself over REST, on loopback. */
public final class ClusterRest {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 100;
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final int port;

    public ClusterRest(int port) {
        this.port = port;
    }

    /**
     * A job of the cluster.
     *
     * @param state as Flink spells it, {@code RUNNING}
     */
    public record Job(String id, String name, String state) {}

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Slots of all registered task managers. */
    public int slots() throws IOException, InterruptedException {
        return Integer.parseInt(members(get("/overview")).getOrDefault("slots-total", "0"));
    }

    /** Those whose slots are known, too: a job manager hears of them a moment later. */
    public int taskManagers() throws IOException, InterruptedException {
        return (int)
                list("/taskmanagers").stream()
                        .filter(members -> !members.getOrDefault("slotsNumber", "0").equals("0"))
                        .count();
    }

    /** All that the job manager remembers, ended ones too. */
    public List<Job> jobs() throws IOException, InterruptedException {
        return list("/jobs/overview").stream()
                .map(
                        members ->
                                new Job(
                                        members.getOrDefault("jid", ""),
                                        members.getOrDefault("name", ""),
                                        members.getOrDefault("state", "")))
                .toList();
    }

    /** The objects of the only list of a resource. */
    private List<Map<String, String>> list(String path) throws IOException, InterruptedException {
        List<Map<String, String>> objects = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(get(path))) {
            while (parser.nextToken() != JsonToken.START_ARRAY) {
                if (parser.currentToken() == null) {
                    return objects;
                }
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                objects.add(membersOf(parser));
            }
        }
        return objects;
    }

    /**
     * A resource as text.
     *
     * @throws IOException when nobody answers, or not with 200
     */
    public String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address() + path)).timeout(ANSWER).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("GET " + path + ": HTTP status " + answer.statusCode());
        }
        return answer.body();
    }

    /**
     * Stops a job with a savepoint, and waits for it. Nothing becomes final by it.
     *
     * @param folder a URI, in which the savepoint gets a folder of its own
     * @return where the savepoint is
     * @throws IOException when it cannot be written, with Flink's reason; the job then goes on
     */
    public String stop(String job, String folder) throws IOException, InterruptedException {
        String body = "{\"drain\": false, \"targetDirectory\": \"" + folder + "\"}";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address() + "/jobs/" + job + "/stop"))
                        .timeout(ANSWER)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        String savepoint = find(answer.body(), "request-id");
        if (answer.statusCode() != 202 || savepoint.isEmpty()) {
            throw new IOException(
                    "POST /jobs/" + job + "/stop: HTTP status " + answer.statusCode());
        }
        String state = get("/jobs/" + job + "/savepoints/" + savepoint);
        while (find(state, "id").equals("IN_PROGRESS")) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            state = get("/jobs/" + job + "/savepoints/" + savepoint);
        }
        String location = find(state, "location");
        if (location.isEmpty()) {
            String reason = find(state, "stack-trace").lines().findFirst().orElse(state);
            throw new IOException("the job was not stopped: " + reason);
        }
        return location;
    }

    /** The first member of that name, however deep; empty: there is none. */
    private static String find(String object, String name) throws IOException {
        try (JsonParser parser = JSON.createParser(object)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals(name)) {
                    parser.nextToken();
                    return parser.getText();
                }
            }
        }
        return "";
    }

    private static Map<String, String> members(String object) throws IOException {
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            return membersOf(parser);
        }
    }

    /** Numbers and texts of the object that has just begun, without what is nested. */
    private static Map<String, String> membersOf(JsonParser parser) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken().isStructStart()) {
                parser.skipChildren();
            } else {
                members.put(name, parser.getText());
            }
        }
        return members;
    }
}
