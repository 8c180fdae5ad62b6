package dev.candlemill.postgres;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.Timeframe;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * What the sinks of one run share.
 *
 * @param lease taken when the run started; a newer one stops every write
 * @param timeframes which are stored; 5m always is
 * @param fingerprint calendar, alignment and hours; fold snapshots of others are not used
 */
public record PostgresSinkOptions(
        PostgresSettings settings,
        Lease lease,
        JobStamp job,
        Set<Timeframe> timeframes,
        String fingerprint,
        WriteLimits limits)
        implements Serializable {

    public PostgresSinkOptions {
        requireNonNull(settings, "settings is null");
        requireNonNull(lease, "lease is null");
        timeframes = Set.copyOf(timeframes);
    }

    /**
     * How much is written at once, and how long to try.
     *
     * @param flushRows rows of one transaction, rounded up to whole pages
     * @param flushesInFlight batches that wait or are being written, beside the one that fills
     * @param flushMillis how long a row waits for others, about; 0: until there are enough, or a
     *     checkpoint comes
     */
    public record WriteLimits(
            int flushRows, int flushesInFlight, long flushMillis, RetryPolicy retries)
            implements Serializable {

        public static WriteLimits standard() {
            return new WriteLimits(25_000, 2, 0, RetryPolicy.standard());
        }

        WriteLimits flushedEvery(Duration interval) {
            return new WriteLimits(flushRows, flushesInFlight, interval.toMillis(), retries);
        }
    }

    /** Rows are written after so long, though a transaction could take more. */
    public PostgresSinkOptions flushedEvery(Duration interval) {
        return new PostgresSinkOptions(
                settings, lease, job, timeframes, fingerprint, limits.flushedEvery(interval));
    }

    Transactions transactions(WriterMetrics metrics, String sessionSql) {
        return new Transactions(settings, lease, limits.retries(), metrics, sessionSql);
    }
}
