package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.api.ServerFixture.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever is sent, the answer is one of the contract, and never the server's failure. */
class HostileInputTest {

    @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

    private static final List<String> VALUES =
            List.of(
                    "",
                    " ",
                    "0",
                    "-1",
                    "1e9",
                    "999999999999999999999",
                    "NaN",
                    "null",
                    "true",
                    "1h",
                    "1d",
                    "2025-01-01",
                    "2025-01-01T00:00:00Z",
                    "2025-13-45",
                    "9999-12-31T23:59:59Z",
                    "+1000000-01-01T00:00:00Z",
                    "-0001-01-01",
                    "XNAS:AAPL",
                    "BRK.B",
                    "^GSPC",
                    "EUR/USD",
                    "'; DROP TABLE candles; --",
                    "../../etc/passwd",
                    "<script>alert(1)</script>",
                    "=cmd()",
                    "\u202eabc",
                    "\u200b",
                    "\ud83d\ude00",
                    "a\u0000b",
                    "%00",
                    "%",
                    "_",
                    ":x",
                    "a:b:c|d",
                    "rsi_14 < 30",
                    "((((((((((((((((((((((((close > 1",
                    "close > 1e999",
                    "1e300*1e300>1",
                    "1e-300*1e-300>0",
                    "close/0>1",
                    "1/(close-close)>1",
                    "{\"a\":1}",
                    "x".repeat(2_000));

    private static final List<String> NAMES =
            List.of(
                    "symbol",
                    "timeframe",
                    "from",
                    "to",
                    "before",
                    "limit",
                    "indicators",
                    "shape",
                    "coverage",
                    "start",
                    "end",
                    "q",
                    "venue",
                    "status",
                    "cursor",
                    "strategy",
                    "setup",
                    "signal_type",
                    "condition",
                    "columns",
                    "favorites",
                    "after",
                    "resolution",
                    "countback",
                    "query",
                    "type",
                    "exchange",
                    "unheard");

    private static final String SETUP =
            "{\"id\":\"a\",\"symbol\":\"XNAS:AAPL\",\"timeframes\":[\"1h\"],"
                    + "\"indicators\":[\"sma(10)\"],\"strategies\":[\"rsi\"]}";
    private static final String WORK =
            "{\"symbol\":\"XNAS:AAPL\",\"timeframe\":\"1h\",\"strategies\":[\"rsi\"],"
                    + "\"from\":\"2025-07-01\",\"to\":\"2025-07-02\"}";
    private static final String LISTING =
            "{\"ticker\":\"A\",\"venue\":\"XNAS\",\"name\":\"A\",\"kind\":\"stock\","
                    + "\"currency\":\"USD\",\"is_primary\":true,\"is_active\":true}";
    private static final String REASON = "{\"reason\":\"tired\"}";

    @BeforeAll
    static void store() throws Exception {
        new Rows(SERVER.database).twoMornings();
    }

    @Test
    void noQueryMakesTheServerFail() throws Exception {
        SplittableRandom random = new SplittableRandom(20250702);
        List<Routes.Route> reading =
                SERVER.server().routes().stream()
                        .filter(route -> route.method().equals("GET"))
                        .filter(route -> !route.path().contains("<"))
                        .toList();
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            Routes.Route route = reading.get(random.nextInt(reading.size()));
            String path =
                    route.path()
                                    .replace("{symbol}", encoded(hostile(random)))
                                    .replace("{id}", encoded(hostile(random)))
                            + query(random);
            note("GET", path, "", failed);
        }

        assertThat(failed).isEmpty();
    }

    private static String query(SplittableRandom random) {
        StringBuilder query = new StringBuilder("?timeframe=1h");
        if (random.nextInt(4) > 0) {
            query.append("&symbol=XNAS:AAPL");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            query.append('&')
                    .append(NAMES.get(random.nextInt(NAMES.size())))
                    .append('=')
                    .append(encoded(VALUES.get(random.nextInt(VALUES.size()))));
        }
        return query.toString();
    }

    private static String hostile(SplittableRandom random) {
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return value.isEmpty() ? "x" : value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void noBodyMakesTheServerFail() throws Exception {
        List<String> failed = new ArrayList<>();
        List<String> bodies = new ArrayList<>(List.of("", "{", "[]", "null", "7", "\"a\"", "{}"));
        bodies.add("[".repeat(5_000));
        bodies.add("{\"symbol\":\"A\",\"symbol\":\"B\"}");
        for (String value : VALUES) {
            String text = SERVER.json.writeValueAsString(value);
            bodies.add(
                    "{\"id\":%1$s,\"symbol\":%1$s,\"timeframes\":[%1$s],\"strategies\":[%1$s]}"
                            .formatted(text));
            bodies.add("{\"symbol\":%s}".formatted(text));
            bodies.add(
                    "{\"symbol\":\"XNAS:AAPL\",\"timeframe\":\"1h\",\"strategies\":[%s]}"
                            .formatted(text));
            bodies.add("{\"ticker\":%1$s,\"venue\":%1$s,\"name\":%1$s}".formatted(text));
            bodies.add("{\"reason\":%s}".formatted(text));
        }
        bodies.addAll(withNulls());
        for (Routes.Route route : SERVER.server().routes()) {
            if (!route.method().equals("GET") && !route.path().endsWith("/login")) {
                String path = route.path().replace("{symbol}", "XNAS:A").replace("{id}", "a");
                for (String body : bodies) {
                    note(route.method(), path, body, failed);
                }
            }
        }

        assertThat(failed).isEmpty();
    }

    /**
     * Of each body with everything in it, one field after the other null, and every field alone.
     */
    private static List<String> withNulls() throws IOException {
        List<String> bodies = new ArrayList<>();
        for (String whole : List.of(SETUP, WORK, "{\"setup\":\"a\"}", LISTING, REASON)) {
            ObjectNode body = (ObjectNode) SERVER.json.readTree(whole);
            for (Map.Entry<String, JsonNode> field : body.properties()) {
                bodies.add(body.deepCopy().putNull(field.getKey()).toString());
                bodies.add(SERVER.json.createObjectNode().putNull(field.getKey()).toString());
            }
        }
        return bodies;
    }

    @Test
    void nullIsRefusedWhereTheContractHasNone() throws Exception {
        String calculate = "/api/v1/strategies/calculate";
        for (String field : List.of("symbol", "timeframe", "strategies", "from", "to")) {
            assertThat(mistakesOfNull("POST", calculate, WORK, field)).isEqualTo("/" + field);
        }
        assertThat(SERVER.send("POST", calculate, "{\"setup\":null}").mistakes())
                .isEqualTo("/setup");
        String setups = "/api/v1/trading-setups";
        for (String field : List.of("id", "symbol", "timeframes", "indicators", "strategies")) {
            assertThat(mistakesOfNull("POST", setups, SETUP, field)).contains("/" + field);
        }
        assertThat(SERVER.send("POST", setups + "/a/pause", "{\"reason\":null}").mistakes())
                .isEqualTo("/reason");
        String listing = "/api/v1/admin/symbols/XNAS:A";
        for (String field : List.of("ticker", "venue", "kind", "is_primary", "is_active")) {
            assertThat(mistakesOfNull("PUT", listing, LISTING, field)).isEqualTo("/" + field);
        }
        for (String field : List.of("name", "currency")) {
            assertThat(mistakesOfNull("PUT", listing, LISTING, field)).isEmpty();
        }
    }

    private static String mistakesOfNull(String method, String path, String whole, String field)
            throws IOException, InterruptedException {
        ObjectNode body = (ObjectNode) SERVER.json.readTree(whole);
        return SERVER.send(method, path, body.putNull(field).toString()).mistakes();
    }

    private static void note(String method, String path, String body, List<String> failed)
            throws IOException, InterruptedException {
        Answer answer = SERVER.send(method, path, body);
        if (answer.status() >= 500) {
            failed.add(method + " " + path + " " + body + ": " + answer.response().body());
        }
    }
}
