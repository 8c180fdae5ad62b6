package dev.candlemill.strategy;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What running strategies may be told.
 *
 * @param warmUp of every input, before the first signal
 * @param graceMillis how long after its close an incomplete candle of a higher timeframe is not yet
 *     final; the same as for buckets
 */
public record StrategyOptions(WarmUp warmUp, long graceMillis) implements Serializable {

    public StrategyOptions {
        requireNonNull(warmUp, "warmUp is null");
        if (graceMillis < 0) {
            throw new IllegalArgumentException("grace " + graceMillis + " ms: expected >= 0");
        }
    }
}
