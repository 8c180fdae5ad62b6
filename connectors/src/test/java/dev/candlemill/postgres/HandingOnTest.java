package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.postgres.PostgresSinkOptions.WriteLimits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HandingOnTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private final ManualTime time = new ManualTime();

    @Test
    void asksAtEachIntervalAndNotBefore() throws Exception {
        List<Long> asked = new ArrayList<>();
        HandingOn.start(time, limits(200), () -> asked.add(time.now));

        time.advanceTo(199);
        assertThat(asked).isEmpty();
        time.advanceTo(650);

        assertThat(asked).containsExactly(200L, 400L, 600L);
    }

    @Test
    void withoutAnIntervalRowsWaitForACheckpoint() throws Exception {
        HandingOn.start(
                time,
                limits(0),
                () -> {
                    throw new AssertionError("asked");
                });
        time.advanceTo(1_000_000);
    }

    @Test
    void rowsAreStoredThoughTheyAreFew() throws Exception {
        PostgresSinkOptions options = Runs.options(POSTGRES, "job-1", "XNYS");
        try (CandleWriter writer = new CandleWriter(options, WriterMetrics.unreported())) {
            HandingOn.start(time, limits(200), writer);
            writer.write(Pages.fresh("A", 0, 3), Runs.NO_CONTEXT);
            time.advanceTo(200);

            await().atMost(PATIENCE).until(() -> POSTGRES.count("candles") == 3);
        }
    }

    @Test
    void aThreadThatIsBusyIsNotIdle() throws Exception {
        CountDownLatch stored = new CountDownLatch(1);
        try (WriteThread thread = new WriteThread("test", 1)) {
            assertThat(thread.isIdle()).isTrue();
            thread.submit(
                    () -> {
                        stored.await();
                        return "stored";
                    });
            assertThat(thread.isIdle()).isFalse();
            stored.countDown();
            thread.await();
            assertThat(thread.isIdle()).isTrue();
        }
    }

    private static WriteLimits limits(long millis) {
        return Runs.limits(PATIENCE).flushedEvery(Duration.ofMillis(millis));
    }

    /** Time that passes when it is told to. */
    private static final class ManualTime implements ProcessingTimeService {
        private final Queue<Timer> timers = new ArrayDeque<>();
        private long now;

        private record Timer(long at, ProcessingTimeCallback callback) {}

        @Override
        public long getCurrentProcessingTime() {
            return now;
        }

        @Override
        public ScheduledFuture<?> registerTimer(long at, ProcessingTimeCallback callback) {
            timers.add(new Timer(at, callback));
            return new Unstoppable();
        }

        /** In order, as there is one timer at a time. */
        void advanceTo(long until) throws Exception {
            while (!timers.isEmpty() && timers.element().at <= until) {
                Timer due = timers.remove();
                now = due.at;
                due.callback.onProcessingTime(now);
            }
            now = until;
        }
    }

    private static final class Unstoppable extends CompletableFuture<Void>
            implements ScheduledFuture<Void> {

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException("nobody asks");
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException("nobody asks");
        }
    }
}
