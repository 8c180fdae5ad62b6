package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.api.ServerFixture.Answer;
import dev.candlemill.postgres.PostgresSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseGoneTest {

    /** Nobody listens on port 1. */
    @RegisterExtension
    static final ServerFixture SERVER =
            new ServerFixture(
                    settings ->
                            ApiSettings.of(
                                            PostgresSettings.of(
                                                    "jdbc:postgresql://127.0.0.1:1/none",
                                                    settings.postgres().user(),
                                                    settings.postgres().password()),
                                            settings.tokenFile())
                                    .withPort(0));

    @Test
    void theAnswerSaysSoAsTheContractDoes() throws Exception {
        Answer answer = SERVER.get("/api/v1/trading-setups");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("/type")).isEqualTo("/docs/errors#unavailable");
        assertThat(answer.text("/detail"))
                .isEqualTo("Postgres does not answer: see the server's log");
    }

    @Test
    void theServerRunsAndIsNotReady() throws Exception {
        assertThat(SERVER.get("/healthz").status()).isEqualTo(200);
        assertThat(SERVER.get("/readyz").status()).isEqualTo(503);
    }
}
