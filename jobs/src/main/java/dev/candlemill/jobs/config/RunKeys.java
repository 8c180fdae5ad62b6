package dev.candlemill.jobs.config;

import static dev.candlemill.jobs.config.ValueTypes.choice;
import static dev.candlemill.jobs.config.ValueTypes.wholeNumber;

import dev.candlemill.jobs.ExecutionOptions.StateBackend;
import java.time.Duration;

/** Settings: how the job runs. */
final class RunKeys {

    static final KeyGroup GROUP = new KeyGroup("How the job runs");

    static final ConfigKey<String> JOB_ID =
            GROUP.add(
                    ConfigKey.of(
                                    "job.id",
                                    ValueTypes.JOB_ID,
                                    "Names the run in backfill_jobs. Not set: made from the time.")
                            .flag("--job-id"));
    static final ConfigKey<Integer> PARALLELISM =
            GROUP.add(
                    ConfigKey.of(
                                    "parallelism",
                                    wholeNumber(1, 128),
                                    "How many slots the job uses. Not set: this machine's cores, on a cluster its default.")
                            .flag("--parallelism"));
    static final ConfigKey<StateBackend> STATE =
            GROUP.add(
                    ConfigKey.of(
                                    "state.backend",
                                    choice(StateBackend.class),
                                    "State on the heap (fast) or in RocksDB (any size). Not set: a"
                                            + " cluster's own configuration decides, ./candlemill uses"
                                            + " the heap.")
                            .flag("--state"));
    static final ConfigKey<Duration> CHECKPOINT_INTERVAL =
            GROUP.add(
                    ConfigKey.of(
                                    "checkpoint.interval",
                                    ValueTypes.DURATION,
                                    "What a crash costs at most.")
                            .flag("--checkpoint-interval")
                            .byDefault("10s"));
    static final ConfigKey<String> CHECKPOINT_DIR =
            GROUP.add(
                    ConfigKey.of(
                                    "checkpoint.dir",
                                    ValueTypes.FOLDER_URI,
                                    "Each run gets a folder in it. Not set: ./candlemill uses"
                                            + " .candlemill/checkpoints, a cluster its own configuration.")
                            .flag("--checkpoint-dir"));

    private RunKeys() {}
}
