package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.api.ServerFixture.Answer;
import dev.candlemill.postgres.PostgresSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProbesTest {

    @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

    @Test
    void isReadyWithTheSchemaOfThisVersion() throws Exception {
        assertThat(SERVER.send(SERVER.bare("/readyz").build()).text("/status")).isEqualTo("ok");

        rename("%03d".formatted(PostgresSchema.VERSION), "999");
        Answer newer = SERVER.send(SERVER.bare("/readyz").build());
        rename("999", "%03d".formatted(PostgresSchema.VERSION));

        assertThat(newer.status()).isEqualTo(503);
        assertThat(newer.text("/detail"))
                .contains("expected schema version " + PostgresSchema.VERSION + ", found 999");
        assertThat(SERVER.send(SERVER.bare("/readyz").build()).status()).isEqualTo(200);
    }

    private static void rename(String version, String other) throws Exception {
        SERVER.database.execute(
                "UPDATE flyway_schema_history SET version = '%s' WHERE version = '%s'"
                        .formatted(other, version));
    }

    @Test
    void countsRequestsByMethodAndStatus() throws Exception {
        SERVER.get("/api/v1/session");
        SERVER.send("JUMP", "/api/v1/session", "");

        Answer metrics = SERVER.get("/metrics");

        assertThat(metrics.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/plain; version=0.0.4");
        assertThat(metrics.response().body())
                .contains("# TYPE candlemill_api_request_seconds summary\n")
                .containsPattern(
                        "candlemill_api_request_seconds_count\\{method=\"GET\",status=\"200\"}"
                                + " [1-9]")
                .contains("method=\"other\"")
                .contains("\ncandlemill_api_websocket_clients 0.0\n")
                .doesNotContain("JUMP");
    }

    @Test
    void whatIsNoPageIsNotThePage() throws Exception {
        for (String path : new String[] {"/", "/health", "/setups/", "/chart/BRK.B/1h"}) {
            assertThat(SERVER.get(path).status()).as(path).isEqualTo(200);
        }
        for (String path : new String[] {"/livez", "/metrics/x", "/setups/x", "/favicon.bak"}) {
            assertThat(SERVER.get(path).status()).as(path).isEqualTo(404);
        }
        Answer lost = SERVER.send(SERVER.bare("/nowhere").header("Accept", "text/html").build());
        assertThat(lost.status()).isEqualTo(404);
        assertThat(lost.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/html");
    }
}
