package dev.candlemill.jobs;

import dev.candlemill.jobs.ExecutionOptions.StateBackend;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** Flink's settings for our jobs; a cluster's own come first where we do not insist. */
public final class JobConfiguration {

    public static final int MAX_PARALLELISM = 128;

    /** How long a restart may take before transactions are at risk. */
    static final Duration RESTART_BUDGET = Duration.ofMinutes(2);

    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(2);
    private static final int RESTARTS = 3;
    private static final String LOOPBACK = "127.0.0.1";

    private JobConfiguration() {}

    public static Configuration of(BackfillOptions options) {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.NAME, "candlemill " + options.jobId());
        flink.set(
                org.apache.flink.configuration.ExecutionOptions.RUNTIME_MODE,
                RuntimeExecutionMode.STREAMING);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
        options.execution()
                .parallelism()
                .ifPresent(parallelism -> flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism));
        addCheckpoints(flink, options);
        fitIntoThisProcess(flink);
        return flink;
    }

    /** The same for a job that goes on: it is restarted as often as it takes, ever more slowly. */
    public static Configuration unbounded(BackfillOptions options) {
        Configuration flink = of(options);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        // by default a bar would wait up to 100 ms for others to travel with
        flink.set(org.apache.flink.configuration.ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        return flink;
    }

    /** Flink inside this process would listen on every interface; a cluster ignores all this. */
    private static void fitIntoThisProcess(Configuration flink) {
        flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        // accumulators, and with them the progress, travel with heartbeats
        flink.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    }

    private static void addCheckpoints(Configuration flink, BackfillOptions options) {
        ExecutionOptions execution = options.execution();
        // what is set here wins over the cluster's configuration
        execution
                .stateBackend()
                .map(StateBackend::flinkName)
                .ifPresent(backend -> flink.set(StateBackendOptions.STATE_BACKEND, backend));
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        // what is settled is in every sink: no bar may be on its way, kept in a checkpoint
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        flink.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                Duration.ofMillis(execution.checkpointInterval()));
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // A restore then always finds every symbol's counts in running tasks. Kafka's transactions
        // need the last checkpoint to be committed.
        flink.set(
                CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH,
                options.sinks().kafka().filter(kafka -> kafka.exactlyOnce()).isPresent());
        execution
                .checkpointDir()
                .ifPresent(folder -> flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder));
        execution
                .restoreFrom()
                .ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    }
}
