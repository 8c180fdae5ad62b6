package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.api.ServerFixture.Answer;
import dev.candlemill.api.security.Role;
import dev.candlemill.api.security.Tokens;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SecurityTest {

    @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

    @Test
    void contractAndServerHaveTheSameRoutes() {
        Set<String> served = new TreeSet<>();
        for (Routes.Route route : SERVER.server().routes()) {
            if (route.path().startsWith("/api/")
                    || route.path().startsWith("/udf/")
                    || Set.of("/healthz", "/readyz", "/metrics").contains(route.path())) {
                served.add(route.method() + " " + route.path());
            }
        }

        assertThat(served).isEqualTo(Contract.read().operations());
    }

    @Test
    void everyRouteRefusesNobodyStrangersAndRolesThatDoNotReach() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Routes.Route route : SERVER.server().routes()) {
            if (route.role().isEmpty()) {
                continue;
            }
            String path = route.path().replace("{symbol}", "XNAS:AAPL").replace("{id}", "a");
            expect(401, statusOf(route.method(), path, Optional.empty()), route, wrong);
            for (Role role : Role.values()) {
                if (!role.reaches(route.role().get())) {
                    expect(403, statusOf(route.method(), path, Optional.of(role)), route, wrong);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void headIsGetWithoutItsBody() throws Exception {
        for (String path :
                List.of(
                        "/api/v1/candles?symbol=XNAS:AAPL&timeframe=1h",
                        "/api/v1/candles?symbol=XNAS:AAPL",
                        "/api/v1/admin/symbols",
                        "/api/v1/nothing",
                        "/udf/time",
                        "/healthz")) {
            Answer get = SERVER.get(path);
            Answer head = SERVER.send(SERVER.request("HEAD", path).build());

            assertThat(head.status()).as(path).isEqualTo(get.status());
            assertThat(head.response().headers().allValues("Content-Type"))
                    .isEqualTo(get.response().headers().allValues("Content-Type"));
            assertThat(head.response().headers().allValues("ETag"))
                    .isEqualTo(get.response().headers().allValues("ETag"));
        }
        assertThat(statusOf("HEAD", "/api/v1/candles", Optional.empty())).isEqualTo(401);
    }

    private static void expect(int status, int found, Routes.Route route, List<String> wrong) {
        if (status != found) {
            wrong.add(route + ": expected " + status + ", found " + found);
        }
    }

    private static int statusOf(String method, String path, Optional<Role> role)
            throws IOException, InterruptedException {
        var request = SERVER.bare(path).method(method, BodyPublishers.noBody());
        role.ifPresent(r -> request.header("Authorization", "Bearer " + SERVER.token(r)));
        return SERVER.send(request.build()).status();
    }

    @Test
    void onlyThePageTheContractTheLoginAndProbesAreOpen() {
        List<String> open =
                SERVER.server().routes().stream()
                        .filter(route -> route.role().isEmpty())
                        .map(Routes.Route::path)
                        .toList();

        assertThat(open)
                .containsExactlyInAnyOrder(
                        "/healthz",
                        "/readyz",
                        "/api/v1/login",
                        "/",
                        "/<path>",
                        "/docs",
                        "/docs/errors",
                        "/docs/viewer.js",
                        "/docs/viewer.css",
                        "/openapi.yaml",
                        "/openapi.json");
    }

    @Test
    void pathsThatDoNotExistAreNotToldToNobody() throws Exception {
        assertThat(SERVER.send(SERVER.bare("/api/v1/nothing").build()).status()).isEqualTo(401);
        assertThat(SERVER.get("/api/v1/nothing").status()).isEqualTo(404);
        assertThat(SERVER.send("POST", "/api/v1/session", "{}").status()).isEqualTo(405);
    }

    @Test
    void aTokenBuysACookieThatOnlyOurPageCanUse() throws Exception {
        Answer login =
                SERVER.send(
                        SERVER.bare("/api/v1/login")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"token\":\""
                                                        + SERVER.token(Role.TRADER)
                                                        + "\"}"))
                                .build());
        String cookie = login.response().headers().firstValue("Set-Cookie").orElse("");

        assertThat(login.text("/role")).isEqualTo("trader");
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");

        String pair = cookie.split(";", 2)[0];
        assertThat(pair).startsWith("candlemill_session_" + SERVER.server().port() + "=trader.");
        assertThat(withCookie("GET", "/api/v1/session", pair, false).text("/role"))
                .isEqualTo("trader");
        assertThat(withCookie("POST", "/api/v1/logout", pair, false).status()).isEqualTo(403);
        assertThat(withCookie("POST", "/api/v1/logout", pair, true).status()).isEqualTo(204);
        assertThat(withCookie("GET", "/api/v1/session", pair, false).status()).isEqualTo(401);
    }

    private static Answer withCookie(String method, String path, String cookie, boolean guarded)
            throws IOException, InterruptedException {
        var request =
                SERVER.bare(path).header("Cookie", cookie).method(method, BodyPublishers.noBody());
        if (guarded) {
            request.header("X-Candlemill", "1");
        }
        return SERVER.send(request.build());
    }

    @Test
    void aTokenInTheAddressIsRefused() throws Exception {
        Answer answer = SERVER.get("/api/v1/session?token=" + SERVER.token(Role.ADMIN));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("/detail")).contains("ends up in logs");
    }

    @Test
    void foreignPagesAndFormsAreRefused() throws Exception {
        assertThat(
                        SERVER.send(
                                        SERVER.request("GET", "/api/v1/session")
                                                .header("Origin", "https://evil.example")
                                                .build())
                                .status())
                .isEqualTo(403);
        assertThat(
                        SERVER.send(
                                        SERVER.request("GET", "/api/v1/session")
                                                .header("Origin", "null")
                                                .build())
                                .status())
                .isEqualTo(403);
        assertThat(
                        SERVER.send(
                                        SERVER.request("GET", "/api/v1/session")
                                                .header(
                                                        "Origin",
                                                        "http://127.0.0.1:"
                                                                + SERVER.server().port())
                                                .build())
                                .status())
                .isEqualTo(200);
        assertThat(
                        SERVER.send(
                                        SERVER.bare("/api/v1/login")
                                                .header("Content-Type", "text/plain")
                                                .POST(BodyPublishers.ofString("{\"token\":\"a\"}"))
                                                .build())
                                .status())
                .isEqualTo(415);
    }

    @Test
    void otherNamesThatPointHereAreRefused() throws Exception {
        assertThat(statusWithHost("rebound.example")).isEqualTo(421);
        assertThat(statusWithHost("127.0.0.1:1")).isEqualTo(421);
        assertThat(statusWithHost("localhost:" + SERVER.server().port())).isEqualTo(200);
    }

    private static int statusWithHost(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", SERVER.server().port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    void everyAnswerTellsTheBrowserToTrustNothingElse() throws Exception {
        var headers = SERVER.send(SERVER.bare("/").build()).response().headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .contains("script-src 'self';")
                .contains("frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @Test
    void whatTheClientCallsARequestIsEchoed() throws Exception {
        Answer named =
                SERVER.send(
                        SERVER.request("GET", "/api/v1/nothing")
                                .header("X-Request-Id", "chart-7")
                                .build());
        Answer hostile =
                SERVER.send(
                        SERVER.request("GET", "/api/v1/nothing")
                                .header("X-Request-Id", "<script>")
                                .build());

        assertThat(named.text("/trace_id")).isEqualTo("chart-7");
        assertThat(hostile.text("/trace_id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void aBodyMayNotBeLarge() throws Exception {
        String body = "{\"token\":\"" + "a".repeat(70_000) + "\"}";

        assertThat(SERVER.send("POST", "/api/v1/login", body).status()).isEqualTo(413);
    }

    @Test
    void filesOutsideThePageAreNotServed() throws Exception {
        for (String path :
                List.of(
                        "/../pom.xml",
                        "/..%2fpom.xml",
                        "/%2e%2e/pom.xml",
                        "/log4j2.properties",
                        "/assets/..%2f..%2fvenues.yaml",
                        "/venues.yaml")) {
            assertThat(SERVER.send(SERVER.bare(path).build()).status()).as(path).isIn(400, 404);
        }
    }

    @Test
    void routesOfThePageAreThePage() throws Exception {
        for (String path : List.of("/", "/chart/XNYS%3ABRK.B/1h", "/setups")) {
            Answer answer = SERVER.send(SERVER.bare(path).build());

            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/html");
        }
        assertThat(SERVER.send(SERVER.bare("/openapi.json").build()).text("/openapi"))
                .isEqualTo("3.1.0");
    }

    @Test
    void theTokenFileIsForItsOwnerOnly(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("deep/tokens");
        Tokens tokens = Tokens.in(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Tokens.in(file).role(tokens.text(Role.ADMIN))).contains(Role.ADMIN);
        assertThat(tokens.role(tokens.text(Role.VIEWER) + "x")).isEmpty();
        assertThat(tokens.toString()).isEqualTo("tokens ******");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Tokens.in(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }
}
