package dev.candlemill.strategy;

/**
 * One strategy of one setup.
 *
 * @param setup the setup's id
 * @param spec canonical form with all parameters
 * @param key see {@link dev.candlemill.signal.SignalKey}
 */
public record SetupStrategy(String setup, String spec, long key) {}
