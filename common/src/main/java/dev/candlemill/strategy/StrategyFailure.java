package dev.candlemill.strategy;

/**
 * A part of a setup that cannot be computed, for which the setup is left out; others go on.
 *
 * @param setup the setup's id
 * @param what the indicator or the strategy as it is written there
 * @param reason what was expected and what was found
 */
public record StrategyFailure(String setup, String what, String reason) {}
