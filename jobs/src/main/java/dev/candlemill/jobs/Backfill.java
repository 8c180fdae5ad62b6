package dev.candlemill.jobs;

import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.candle.CandleFunction;
import dev.candlemill.jobs.config.RunMemory;
import dev.candlemill.jobs.pipeline.PipelineOptions;
import dev.candlemill.postgres.BackfillJobs.Outcome;
import dev.candlemill.postgres.ConnectionBudget;
import dev.candlemill.postgres.OpenMonths.LiveShare;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.postgres.RunLease.Holder;
import dev.candlemill.postgres.StoredRanges;
import dev.candlemill.provider.file.FileInputException;
import dev.candlemill.provider.file.FileProvider;
import dev.candlemill.provider.file.PreparedFiles;
import dev.candlemill.source.BarProvider;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One backfill from its preflight to its result, on whatever cluster the environment names. */
public final class Backfill {

    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
    private static final long POLL_MILLIS = 500;

    private final BackfillOptions options;
    private final BackfillProgress progress;
    private final RunMemory memory;

    /** Of a run that cannot be resumed by its id alone. */
    public Backfill(BackfillOptions options, BackfillProgress progress) {
        this(options, progress, RunMemory.none());
    }

    public Backfill(BackfillOptions options, BackfillProgress progress, RunMemory memory) {
        this.options = options;
        this.progress = progress;
        this.memory = memory;
    }

    /**
     * Runs to the end. What a resume needs is kept from when nothing can be refused any more until
     * the run has finished.
     *
     * @throws PreflightException when something that the run needs is not there; nothing was
     *     changed
     * @throws Exception what stopped the job
     */
    public BackfillResult run() throws Exception {
        try {
            BackfillResult result = runToEnd();
            memory.forget();
            return result;
        } finally {
            memory.forgetUnlessBegun();
        }
    }

    private BackfillResult runToEnd() throws Exception {
        Instant begin = Instant.now();
        validate();
        BarProvider provider = BackfillSource.provider(options, begin.toEpochMilli());
        prepare(provider);
        Optional<PostgresOptions> postgres = options.sinks().postgres();
        if (postgres.isEmpty()) {
            JobExecutionResult job = execute(provider, Optional.empty());
            return result(begin, job, counted(job));
        }
        try (PostgresRun run =
                PostgresRun.of(
                        options,
                        postgres.get(),
                        Holder.BACKFILL,
                        ConnectionBudget.bounded(parallelism()))) {
            return runInto(run, begin, provider);
        }
    }

    /**
     * Looks at everything that the run needs besides its input, and changes nothing.
     *
     * @throws PreflightException with all that is missing
     */
    public void validate() throws PreflightException {
        Preflight.check(options, Holder.BACKFILL, parallelism());
    }

    private BackfillResult runInto(PostgresRun run, Instant begin, BarProvider provider)
            throws Exception {
        run.checkBuckets(provider);
        PostgresSinkOptions store = run.begin();
        try {
            Optional<LiveShare> share = run.shareOfLive();
            BackfillResult result =
                    share.isEmpty()
                            ? runInto(run, store, begin, provider)
                            : share(run, store, begin, new Shared(provider, share.get()));
            run.end(store, Outcome.FINISHED, "");
            return result;
        } catch (Exception e) {
            noteFailure(run, store, e);
            throw e;
        }
    }

    private BackfillResult runInto(
            PostgresRun run, PostgresSinkOptions store, Instant begin, BarProvider provider)
            throws Exception {
        JobExecutionResult job = execute(provider, Optional.of(store));
        Optional<SymbolCounts> counted = counted(job);
        SymbolCounts counts = counted.isPresent() ? counted.get() : run.storedCounts();
        return result(begin, job, Optional.of(counts));
    }

    /** What is read, and what a live job gets of it. */
    private record Shared(BarProvider provider, LiveShare share) {}

    /** The run's own months first: what the live job folds builds on them. */
    private BackfillResult share(
            PostgresRun run, PostgresSinkOptions store, Instant begin, Shared shared)
            throws Exception {
        BarProvider own = HandingOver.own(shared.provider(), shared.share());
        BackfillResult result =
                own.plan().isEmpty() ? nothingOwn(begin) : runInto(run, store, begin, own);
        PipelineOptions pipeline =
                BackfillJob.pipelineOptions(
                        options, new BackfillSinks(options, Optional.of(store)));
        return result.with(new HandingOver(shared.provider(), shared.share(), pipeline).run(store));
    }

    private BackfillResult nothingOwn(Instant begin) throws IOException {
        memory.remember();
        return BackfillResult.nothing(options.jobId(), Duration.between(begin, Instant.now()));
    }

    private StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.getExecutionEnvironment(JobConfiguration.of(options));
    }

    /** Where the run was not told, the cluster's. */
    private int parallelism() {
        return environment().getParallelism();
    }

    /** What stopped the job matters more than that it could not be noted. */
    private static void noteFailure(PostgresRun run, PostgresSinkOptions store, Exception failure) {
        try {
            run.end(store, Outcome.FAILED, String.valueOf(failure.getMessage()));
        } catch (IOException notNoted) {
            failure.addSuppressed(notNoted);
        }
    }

    private JobExecutionResult execute(BarProvider provider, Optional<PostgresSinkOptions> store)
            throws Exception {
        BackfillSinks sinks = new BackfillSinks(options, store);
        sinks.prepare(progress);
        StreamExecutionEnvironment env = environment();
        BackfillJob.define(env, options, provider, sinks);
        memory.remember();
        JobExecutionResult result = await(env.executeAsync());
        sinks.tidy(progress);
        return result;
    }

    /**
     * What the tasks counted. Empty when their input had ended before the checkpoint that the job
     * was restored from: then none of them reports again, whether it had finished or not yet.
     */
    private Optional<SymbolCounts> counted(JobExecutionResult job) {
        SymbolCounts counts = job.getAccumulatorResult(CandleFunction.RUN_COUNTS);
        boolean isRestored = options.execution().restoreFrom().isPresent();
        return Optional.ofNullable(counts).filter(c -> c.in > 0 || !isRestored);
    }

    private BackfillResult result(
            Instant begin, JobExecutionResult job, Optional<SymbolCounts> counts) {
        Long barsRead = job.getAccumulatorResult(CandleFunction.BARS_READ);
        Set<String> stopped = job.getAccumulatorResult(CandleFunction.STOPPED_SETUPS);
        return new BackfillResult(
                options.jobId(),
                counts,
                Optional.empty(),
                stopped == null ? List.of() : List.copyOf(stopped),
                barsRead == null ? 0 : barsRead,
                Duration.between(begin, Instant.now()));
    }

    private void prepare(BarProvider provider) throws PreflightException, IOException {
        if (provider instanceof StoredRanges stored) {
            checkStored(stored);
        }
        if (provider instanceof FileProvider files) {
            try {
                PreparedFiles prepared = files.prepare(progress::reading);
                prepared.warnings().forEach(progress::warning);
            } catch (FileInputException e) {
                throw PreflightException.of(e);
            }
        }
    }

    private static void checkStored(StoredRanges stored) throws PreflightException {
        try {
            List<String> missing = stored.missing();
            if (!missing.isEmpty()) {
                throw new PreflightException(
                        "expected stored 5m candles of "
                                + String.join(", ", missing)
                                + ", found none: nothing to compute again");
            }
        } catch (IOException e) {
            throw PreflightException.of(e);
        }
    }

    private JobExecutionResult await(JobClient job) throws Exception {
        CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
        while (true) {
            try {
                return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRunning) {
                report(job);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private void report(JobClient job) throws InterruptedException {
        try {
            Map<String, Object> accumulators = job.getAccumulators().get();
            if (accumulators.get(CandleFunction.BARS_READ) instanceof Long bars) {
                progress.running(bars);
            }
        } catch (ExecutionException | IllegalStateException e) {
            LOG.debug("no figures: the job is between two attempts, or has just ended", e);
        }
    }
}
