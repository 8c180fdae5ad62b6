package dev.candlemill.csv;

/**
 * A sorted run that lies complete in the run folder. Flows to the merge, and lies in its state:
 * part of the savepoint contract.
 *
 * @param length bytes; a file of another length is not the one that the checkpoint knows
 */
public record CsvRun(String name, long length) {}
