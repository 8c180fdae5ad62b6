package dev.candlemill.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

    private static final Instant NOON = Instant.parse("2025-07-02T12:00:00Z");

    @TempDir private Path folder;

    /** As a server has them that starts then. */
    private Sessions startedAt(Instant time) throws IOException {
        return new Sessions(
                Clock.fixed(time, ZoneOffset.UTC),
                Tokens.in(folder.resolve("tokens")).sessionKey());
    }

    @Test
    void aSessionHoldsAcrossRestartsUntilItsEnd() throws Exception {
        String cookie = startedAt(NOON).begin(Role.TRADER);

        assertThat(startedAt(NOON.plus(Duration.ofHours(12)).minusSeconds(1)).role(cookie))
                .contains(Role.TRADER);
        assertThat(startedAt(NOON.plus(Duration.ofHours(12))).role(cookie)).isEmpty();
    }

    @Test
    void otherTokensEndAllSessions() throws Exception {
        String cookie = startedAt(NOON).begin(Role.TRADER);
        Files.delete(folder.resolve("tokens"));

        assertThat(startedAt(NOON).role(cookie)).isEmpty();
    }

    @Test
    void whatWeDidNotWriteIsNobody() throws Exception {
        Sessions sessions = startedAt(NOON);
        String cookie = sessions.begin(Role.VIEWER);
        String later = String.valueOf(NOON.plus(Duration.ofDays(30)).getEpochSecond());

        assertThat(sessions.role(cookie)).contains(Role.VIEWER);
        assertThat(sessions.role(cookie.replace("viewer", "admin"))).isEmpty();
        assertThat(sessions.role(cookie.replaceFirst("[0-9]{10}", later))).isEmpty();
        assertThat(sessions.role(cookie + "A")).isEmpty();
        for (String text : List.of("", ".", "...", "admin", "admin.1.a.b", cookie.substring(1))) {
            assertThat(sessions.role(text)).as(text).isEmpty();
        }
    }

    @Test
    void whoLogsOutEndsHisSessionOnly() throws Exception {
        Sessions sessions = startedAt(NOON);
        String one = sessions.begin(Role.VIEWER);
        String other = sessions.begin(Role.VIEWER);
        sessions.end(one);

        assertThat(sessions.role(one)).isEmpty();
        assertThat(sessions.role(other)).contains(Role.VIEWER);
    }

    @Test
    void theNameOfTheCookieHasThePortThatTheBrowserSees() {
        Names names =
                new Names(
                        8080,
                        List.of("https://charts.example.org", "https://charts.example.org:8443"));

        assertThat(names.cookie("127.0.0.1:8080")).isEqualTo("candlemill_session_8080");
        assertThat(names.cookie("[::1]:8080")).isEqualTo("candlemill_session_8080");
        assertThat(names.cookie("charts.example.org")).isEqualTo("candlemill_session_443");
        assertThat(names.cookie("charts.example.org:8443")).isEqualTo("candlemill_session_8443");
    }
}
