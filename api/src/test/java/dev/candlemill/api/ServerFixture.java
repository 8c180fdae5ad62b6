package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candlemill.api.security.Role;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server per test class, over a migrated database of its own, asked as the role candlemill_api.
 * Every answer is held against the contract.
 */
final class ServerFixture implements BeforeAllCallback, AfterAllCallback {

    /** Noon in New York, a Wednesday. */
    static final Instant NOW = Instant.parse("2025-07-02T16:00:00Z");

    private static final Contract CONTRACT = Contract.read();

    final ObjectMapper json = new ObjectMapper();
    final EmbeddedPostgresFixture database = EmbeddedPostgresFixture.migrated();
    private final UnaryOperator<ApiSettings> change;
    private final StrategyTiming timing;
    private final HttpClient client = HttpClient.newHttpClient();
    private ApiServer server;

    ServerFixture() {
        this(settings -> settings);
    }

    ServerFixture(UnaryOperator<ApiSettings> change) {
        this(change, StrategyTiming.standard());
    }

    ServerFixture(UnaryOperator<ApiSettings> change, StrategyTiming timing) {
        this.change = change;
        this.timing = timing;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        database.beforeAll(context);
        server =
                ApiServer.start(
                        change.apply(
                                ApiSettings.of(
                                                database.settings("candlemill_api"),
                                                Files.createTempDirectory("api").resolve("tokens"))
                                        .withPort(0)),
                        timing,
                        Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        server.close();
        database.afterAll(context);
    }

    ApiServer server() {
        return server;
    }

    String token(Role role) {
        return server.tokens().text(role);
    }

    /** An answer, which keeps to the contract. */
    record Answer(int status, HttpResponse<String> response, JsonNode body) {

        String text(String pointer) {
            return body.at(pointer).asText();
        }

        /** Of a list, the texts of one field, joined by blanks. */
        String texts(String list, String field) {
            StringBuilder joined = new StringBuilder();
            body.at(list).forEach(entry -> joined.append(entry.get(field).asText()).append(' '));
            return joined.toString().trim();
        }

        /** What was wrong with a request, in the order of the complaints. */
        String mistakes() {
            StringBuilder joined = new StringBuilder();
            body.at("/errors")
                    .forEach(
                            error ->
                                    joined.append(error.path("parameter").asText())
                                            .append(error.path("pointer").asText())
                                            .append(' '));
            return joined.toString().trim();
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request("GET", path).build());
    }

    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, body, Role.ADMIN);
    }

    Answer send(String method, String path, String body, Role role)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = bare(path).header("Authorization", "Bearer " + token(role));
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body));
        }
        return send(request.build());
    }

    HttpRequest.Builder request(String method, String path) {
        return bare(path)
                .header("Authorization", "Bearer " + token(Role.VIEWER))
                .method(method, BodyPublishers.noBody());
    }

    HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        String type = response.headers().firstValue("Content-Type").orElse("");
        assertThat(
                        CONTRACT.complaints(
                                request.method(),
                                request.uri().getRawPath(),
                                response.statusCode(),
                                type,
                                response.body()))
                .as("%s %s: %s", request.method(), request.uri(), response.body())
                .isEmpty();
        JsonNode body =
                type.contains("json") && !response.body().isEmpty()
                        ? json.readTree(response.body())
                        : json.missingNode();
        return new Answer(response.statusCode(), response, body);
    }
}
