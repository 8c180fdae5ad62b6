package dev.candlemill.postgres;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long to try again after a transient error. Delays double from the first to the longest, each
 * shortened by up to a half at random, so that writers do not come back all at once.
 *
 * @param giveUpAfter counted from the first failure of a flush
 */
public record RetryPolicy(Duration firstDelay, Duration longestDelay, Duration giveUpAfter)
        implements Serializable {

    public static RetryPolicy standard() {
        return new RetryPolicy(
                Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param attempt 1 after the first failure
     * @param random in [0, 1)
     */
    long delayMillis(int attempt, double random) {
        long doubled = firstDelay.toMillis() << Math.min(attempt - 1, 20);
        long delay = Math.min(doubled, longestDelay.toMillis());
        return Math.round(delay * (1 - random / 2));
    }
}
