package dev.candlemill.strategy;

import dev.candlemill.signal.SignalKey;

/**
 * One strategy of one setup, as signals name it.
 *
 * @param setup the setup's id
 * @param spec canonical form of the strategy, {@code sma_cross(20,50)}
 * @param key stands for the two: the same in every run, never 0
 */
public record SetupStrategy(String setup, String spec, long key) {

    static SetupStrategy of(String setup, String spec) {
        return new SetupStrategy(setup, spec, SignalKey.of(setup, spec));
    }
}
