package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.postgres.PostgresPreflightException.Problem;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The embedded server takes 60 connections, three of them for superusers. */
class ConnectionBudgetTest {

    private static final Pattern NUMBERS =
            Pattern.compile(
                    "parallelism 9 needs up to 76 connections, .* has (\\d+) left"
                            + " \\(max_connections 60, reserved 3, in use (\\d+)\\).*");

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    @Test
    void letsARunPassThatFits() throws Exception {
        ConnectionBudget.bounded(4).check(POSTGRES.settings("candlemill_job"));
    }

    @Test
    void aLiveJobOpensMoreAndMoreForASecondSource() {
        assertThat(ConnectionBudget.bounded(2).needed()).isEqualTo(2 * 8 + 4);
        assertThat(ConnectionBudget.live(2, 1).needed()).isEqualTo(2 * 10 + 4);
        assertThat(ConnectionBudget.live(2, 2).needed()).isEqualTo(2 * 13 + 4);
    }

    @Test
    void countsTheConnectionsOfOtherRoles() throws Exception {
        List<Connection> others = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                others.add(POSTGRES.connect());
            }
            assertThatThrownBy(
                            () ->
                                    ConnectionBudget.bounded(9)
                                            .check(POSTGRES.settings("candlemill_job")))
                    .isInstanceOfSatisfying(
                            PostgresPreflightException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.TOO_FEW_CONNECTIONS))
                    .satisfies(e -> assertAddsUp(e.getMessage()));
        } finally {
            for (Connection other : others) {
                other.close();
            }
        }
    }

    private static void assertAddsUp(String message) {
        Matcher numbers = NUMBERS.matcher(message);
        assertThat(numbers.matches()).as(message).isTrue();
        int left = Integer.parseInt(numbers.group(1));
        int used = Integer.parseInt(numbers.group(2));
        assertThat(used).isGreaterThanOrEqualTo(5);
        assertThat(left).isEqualTo(60 - 3 - used);
    }
}
