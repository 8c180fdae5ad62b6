package dev.candlemill.jobs;

import dev.candlemill.jobs.config.RunMemory;
import dev.candlemill.postgres.PostgresProgress;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.postgres.RunLease.Holder;
import dev.candlemill.source.MarketClock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * One live job from its preflight to its end, on whatever cluster the environment names. While it
 * is open it holds the lease: a second live job is refused.
 */
public final class Live implements AutoCloseable {

    private static final long STOP_SECONDS = 60;
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final LiveOptions options;
    private final BackfillProgress progress;
    private final RunMemory memory;
    private @Nullable PostgresRun run;
    private MarketClock clock = MarketClock.real();

    /**
     * Of a job that cannot be resumed by {@code --resume} alone.
     *
     * @param progress hears warnings
     */
    public Live(LiveOptions options, BackfillProgress progress) {
        this(options, progress, RunMemory.none());
    }

    /**
     * @param progress hears warnings
     * @param memory what a resume needs is kept from when nothing can be refused any more
     */
    public Live(LiveOptions options, BackfillProgress progress, RunMemory memory) {
        this.options = options;
        this.progress = progress;
        this.memory = memory;
    }

    /**
     * Starts the job.
     *
     * @throws PreflightException when something that it needs is not there, or another live job
     *     writes to the database; nothing was changed
     */
    public JobClient start() throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        JobConfiguration.unbounded(options.run()));
        validate(env.getParallelism());
        PostgresRun opened =
                PostgresRun.of(
                        options.run(),
                        options.run().sinks().postgres().orElseThrow(),
                        Holder.LIVE,
                        options.connections(env.getParallelism()));
        run = opened;
        PostgresSinkOptions store = opened.sinkOptions().flushedEvery(options.flushInterval());
        BackfillSinks sinks = new BackfillSinks(options.run(), Optional.of(store));
        sinks.prepare(progress);
        if (options.showsForming()) {
            sinks.prepareForming(progress);
        }
        if (options.topic().isPresent()) {
            sinks.prepareBars(options.topic().get().bars(), progress);
        }
        clock = LiveSource.clock(options, PostgresProgress.factory(store));
        LiveJob.define(env, new LiveJob.Parts(options, clock, store, sinks));
        memory.remember();
        opened.noteSettings();
        return env.executeAsync();
    }

    /**
     * Looks at everything that the job needs, and changes nothing.
     *
     * @throws PreflightException with all that is missing
     */
    public void validate() throws PreflightException {
        validate(
                StreamExecutionEnvironment.getExecutionEnvironment(
                                JobConfiguration.unbounded(options.run()))
                        .getParallelism());
    }

    private void validate(int parallelism) throws PreflightException {
        Preflight.check(options, parallelism);
    }

    /** What time it is in the market that a started job follows. */
    public Instant marketTime() {
        return Instant.ofEpochMilli(clock.now());
    }

    /**
     * Stops a job so that nothing is lost and nothing becomes final: a savepoint is written, and
     * with it everything that came is in the sinks.
     *
     * @return where the savepoint is
     */
    public String stop(JobClient job) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (true) {
            try {
                return savepoint(job).get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!isStarting(e) || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        }
    }

    private CompletableFuture<String> savepoint(JobClient job) {
        return job.stopWithSavepoint(
                false,
                options.run()
                        .execution()
                        .checkpointDir()
                        .map(folder -> folder + "/stopped")
                        .orElse(null),
                SavepointFormatType.CANONICAL);
    }

    /** A job that starts, or starts again, has no savepoint yet, but has one soon. */
    private static boolean isStarting(ExecutionException failure) {
        return ExceptionUtils.findThrowable(failure, CheckpointException.class)
                .map(CheckpointException::getCheckpointFailureReason)
                .filter(CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING::equals)
                .isPresent();
    }

    /** Lets go of the lease. */
    @Override
    public void close() {
        if (run != null) {
            run.close();
            run = null;
        }
    }
}
