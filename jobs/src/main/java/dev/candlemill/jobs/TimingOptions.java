package dev.candlemill.jobs;

/**
 * How patient a run is, in milliseconds.
 *
 * @param grace how long after its close an incomplete bucket still waits
 * @param futureSkew how far a bar may open after the source's market clock
 */
public record TimingOptions(long grace, long futureSkew) {}
