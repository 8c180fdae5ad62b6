package dev.candlemill.jobs;

import java.util.Optional;

/**
 * How the job runs.
 *
 * @param parallelism empty: the cluster's default
 * @param checkpointInterval milliseconds
 * @param checkpointDir this run's own folder (it ends in the job id), a URI; empty: Flink's
 *     configuration decides
 * @param restoreFrom the completed checkpoint to continue from, a URI
 */
public record ExecutionOptions(
        Optional<Integer> parallelism,
        StateBackend stateBackend,
        long checkpointInterval,
        Optional<String> checkpointDir,
        Optional<String> restoreFrom) {

    /** Where keyed state lives: on the heap, or in RocksDB. */
    public enum StateBackend {
        HASHMAP,
        ROCKSDB
    }
}
