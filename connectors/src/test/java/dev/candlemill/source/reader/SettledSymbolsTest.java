package dev.candlemill.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.candlemill.source.ProgressStore;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SettledSymbolsTest {

    private final Map<String, Long> stored = new ConcurrentHashMap<>();
    private final Semaphore attempts = new Semaphore(0);
    private volatile int refusals;

    @Test
    void whatCouldNotBeNotedIsNotedWithWhatComesNext() throws Exception {
        refusals = 2;
        SettledSymbols settled = new SettledSymbols(Store::new);

        note(settled, Map.of("A", 1_000L, "B", 5_000L));
        note(settled, Map.of("A", 2_000L));
        assertThat(stored).isEmpty();
        note(settled, Map.of("A", 500L, "C", 3_000L));
        settled.close();

        assertThat(stored).containsOnly(entry("A", 2_000L), entry("B", 5_000L), entry("C", 3_000L));
    }

    private void note(SettledSymbols settled, Map<String, Long> until) throws Exception {
        settled.note(until);
        assertThat(attempts.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Refuses as often as it shall. */
    private final class Store implements ProgressStore {

        @Override
        public Map<String, Long> settled() {
            return stored;
        }

        @Override
        public void settle(Map<String, Long> until) throws IOException {
            try {
                if (refusals > 0) {
                    refusals--;
                    throw new IOException("Postgres is away");
                }
                stored.putAll(until);
            } finally {
                attempts.release();
            }
        }

        @Override
        public void close() {}
    }
}
