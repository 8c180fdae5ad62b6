package dev.candlemill.postgres;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.Timeframe;
import java.io.Serializable;
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
     */
    public record WriteLimits(int flushRows, int flushesInFlight, RetryPolicy retries)
            implements Serializable {

        public static WriteLimits standard() {
            return new WriteLimits(25_000, 2, RetryPolicy.standard());
        }
    }

    Transactions transactions(WriterMetrics metrics, String sessionSql) {
        return new Transactions(settings, lease, limits.retries(), metrics, sessionSql);
    }
}
