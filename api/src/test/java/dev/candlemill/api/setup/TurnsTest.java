package dev.candlemill.api.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.setup.Turns.Turn;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns(2, Duration.ofMillis(1));

    @Test
    void whoComesThirdIsToldToTryAgain() {
        try (Turn first = turns.take();
                Turn second = turns.take()) {
            assertThat(first).isNotSameAs(second);
            assertThatThrownBy(turns::take)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            busy -> {
                                assertThat(busy.kind().status()).isEqualTo(503);
                                assertThat(busy.kind()).isEqualTo(ProblemException.Kind.BUSY);
                                assertThat(busy.retryAfter()).isEqualTo(2);
                            });
        }
    }

    @Test
    void aTurnThatEndedIsTheNextOnes() {
        turns.take().close();
        try (Turn first = turns.take();
                Turn second = turns.take()) {
            assertThat(first).isNotSameAs(second);
        }
    }
}
