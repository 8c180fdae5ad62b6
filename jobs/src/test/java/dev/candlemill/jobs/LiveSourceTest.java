package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.source.ProgressStore;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveSourceTest {

    /**
     * Polled symbols are always up to now; a topic that lags behind must be read again from before.
     */
    @Test
    void aTopicIsReadAgainByTheProgressOfItsOwnSymbols() throws Exception {
        assertThat(LiveSource.newestSettled(LiveSourceTest::settled, Set.of("TOPIC")))
                .hasValue(Instant.ofEpochMilli(42));
        assertThat(LiveSource.newestSettled(LiveSourceTest::settled, Set.of()))
                .hasValue(Instant.ofEpochMilli(4_200));
        assertThat(LiveSource.newestSettled(LiveSourceTest::settled, Set.of("NEW"))).isEmpty();
    }

    private static ProgressStore settled() {
        return new ProgressStore() {
            @Override
            public Map<String, Long> settled() {
                return Map.of("POLLED", 4_200L, "TOPIC", 42L);
            }

            @Override
            public void settle(Map<String, Long> until) {}

            @Override
            public void close() {}
        };
    }
}
