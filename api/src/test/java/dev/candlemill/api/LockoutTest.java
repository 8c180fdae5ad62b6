package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.api.ServerFixture.Answer;
import dev.candlemill.api.security.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LockoutTest {

    @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

    @Test
    void afterTenWrongTokensEvenTheRightOneWaitsButNoSession() throws Exception {
        String login = "{\"token\":\"" + SERVER.token(Role.VIEWER) + "\"}";
        String cookie =
                SERVER.send("POST", "/api/v1/login", login)
                        .response()
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElse("")
                        .split(";", 2)[0];
        for (int i = 0; i < 10; i++) {
            assertThat(with("wrong-" + i).status()).isEqualTo(401);
        }

        Answer locked = with(SERVER.token(Role.ADMIN));

        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.response().headers().firstValue("Retry-After")).contains("60");
        assertThat(
                        SERVER.send(SERVER.bare("/api/v1/session").header("Cookie", cookie).build())
                                .text("/role"))
                .isEqualTo("viewer");
    }

    private static Answer with(String token) throws Exception {
        return SERVER.send(
                SERVER.bare("/api/v1/session").header("Authorization", "Bearer " + token).build());
    }
}
