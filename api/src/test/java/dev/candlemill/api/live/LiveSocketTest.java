package dev.candlemill.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.api.http.ProblemException;
import org.junit.jupiter.api.Test;

class LiveSocketTest {

    @Test
    void tooManyConnectionsAreNoFaultOfTheDatabase() {
        assertThatCode(() -> LiveSocket.requireRoom(999)).doesNotThrowAnyException();
        assertThatThrownBy(() -> LiveSocket.requireRoom(1_000))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        busy -> {
                            assertThat(busy.kind()).isEqualTo(ProblemException.Kind.BUSY);
                            assertThat(busy.retryAfter()).isEqualTo(60);
                        })
                .hasMessage("there are 1000 connections already: try again in a minute");
    }
}
