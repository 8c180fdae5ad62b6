package dev.candlemill.jobs;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How the job runs.
 *
 * @param parallelism empty: the cluster's default
 * @param stateBackend empty: Flink's configuration decides
 * @param checkpointInterval milliseconds
 * @param checkpointDir this run's own folder (it ends in the job id), a URI; empty: Flink's
 *     configuration decides
 * @param restoreFrom the completed checkpoint to continue from, a URI
 */
public record ExecutionOptions(
        Optional<Integer> parallelism,
        Optional<StateBackend> stateBackend,
        long checkpointInterval,
        Optional<String> checkpointDir,
        Optional<String> restoreFrom) {

    /**
     * A folder that all task managers see, for what a run prepares and may need again when it is
     * resumed: beside its checkpoints where these are files, else below the working directory.
     */
    public Path workFolder(String jobId) {
        return checkpointDir
                .map(URI::create)
                .filter(uri -> "file".equals(uri.getScheme()))
                .map(uri -> Path.of(uri.getPath(), "work"))
                .orElseGet(() -> Path.of(".candlemill", "work", jobId).toAbsolutePath());
    }

    /** Where keyed state lives: on the heap, or in RocksDB. */
    public enum StateBackend {
        HASHMAP,
        ROCKSDB;

        String flinkName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
