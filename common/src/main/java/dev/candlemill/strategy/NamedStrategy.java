package dev.candlemill.strategy;

import dev.candlemill.spec.Spec;

/**
 * A strategy with its parameters and its name.
 *
 * @param spec canonical, {@code sma_cross(20,50)}; part of a signal's identity
 */
public record NamedStrategy(Spec spec, SignalStrategy strategy) {}
