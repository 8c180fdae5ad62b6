package dev.candlemill.postgres;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.postgres.PostgresSinkOptions.WriteLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;

/** Options of runs that write as {@code candlemill_job}, and writers outside a task. */
final class Runs {

    static final SinkWriter.Context NO_CONTEXT =
            new SinkWriter.Context() {
                @Override
                public long currentWatermark() {
                    return Long.MIN_VALUE;
                }

                @Override
                public Long timestamp() {
                    return null;
                }
            };

    private Runs() {}

    static PostgresSinkOptions options(
            EmbeddedPostgresFixture postgres, String jobId, String fingerprint) throws IOException {
        PostgresSettings settings = postgres.settings("candlemill_job");
        Lease lease = Leases.acquire(settings, "writer", jobId, "here");
        return new PostgresSinkOptions(
                settings,
                lease,
                new JobStamp(jobId, "test"),
                Set.copyOf(Timeframe.all()),
                fingerprint,
                limits(Duration.ofSeconds(20)));
    }

    /** Small batches, so that a test makes several. */
    static WriteLimits limits(Duration giveUpAfter) {
        return new WriteLimits(
                1000,
                2,
                0,
                new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(100), giveUpAfter));
    }

    @SafeVarargs
    static <T> void write(Sink<T> sink, T... elements) throws Exception {
        try (SinkWriter<T> writer = ((BatchSink<T>) sink).writer(WriterMetrics.unreported())) {
            for (T element : elements) {
                writer.write(element, NO_CONTEXT);
            }
            writer.flush(true);
        }
    }
}
