package dev.candlemill.cli;

import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.BackfillJob;
import dev.candlemill.jobs.BackfillOptions;
import dev.candlemill.jobs.BackfillSource;
import dev.candlemill.jobs.JobConfiguration;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.candle.CandleFunction;
import dev.candlemill.provider.file.FileInputException;
import dev.candlemill.provider.file.FileProvider;
import dev.candlemill.source.BarProvider;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs one backfill on a Flink of this process, with progress on the terminal. */
final class BackfillRun {

    private static final long POLL_MILLIS = 500;

    private final BackfillOptions options;
    private final Terminal terminal;
    private final Clock clock;

    BackfillRun(BackfillOptions options, Terminal terminal, Clock clock) {
        this.options = options;
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * What a run did.
     *
     * @param took from submission to the end, without the reading of files before
     */
    record Result(SymbolCounts counts, Duration took) {}

    /** The command that continues a run. */
    static String resume(String jobId) {
        return "./candlemill backfill --resume " + jobId;
    }

    /**
     * @throws PreflightException if the input cannot be read
     * @throws JobFailedException if it began and did not finish
     */
    Result run() throws PreflightException, JobFailedException, InterruptedException {
        BarProvider provider = BackfillSource.provider(options, clock.millis());
        long expected = prepare(provider);
        long begin = System.nanoTime();
        try {
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.createLocalEnvironment(configuration());
            BackfillJob.define(env, options, provider);
            JobExecutionResult result = follow(env.executeAsync(), expected);
            SymbolCounts counts = result.getAccumulatorResult(CandleFunction.RUN_COUNTS);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            return new Result(counts == null ? new SymbolCounts() : counts, took);
        } catch (InterruptedException | JobFailedException e) {
            throw e;
        } catch (Exception e) {
            throw new JobFailedException(options.jobId(), e);
        }
    }

    /** Reads files before the job starts, so that their mistakes are found first. */
    private long prepare(BarProvider provider) throws PreflightException {
        try {
            if (!(provider instanceof FileProvider files)) {
                return new ExpectedBars(options).of(provider.plan());
            }
            Progress progress = new Progress(terminal, "reading files", "bytes");
            long bars = files.prepare(progress::show).counts().bars();
            progress.end();
            return bars;
        } catch (FileInputException e) {
            throw new PreflightException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new PreflightException("the input cannot be read: " + e, e);
        }
    }

    /** Flink's web page of a local run stays on loopback, on any free port. */
    private Configuration configuration() {
        Configuration flink = JobConfiguration.of(options);
        flink.set(RestOptions.ADDRESS, "127.0.0.1");
        flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        flink.set(RestOptions.BIND_PORT, "0");
        return flink;
    }

    private JobExecutionResult follow(JobClient job, long expected)
            throws JobFailedException, InterruptedException {
        Progress progress = new Progress(terminal, "backfill", "bars");
        CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
        try {
            while (true) {
                try {
                    return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    progress.show(barsRead(job), expected);
                }
            }
        } catch (ExecutionException e) {
            throw new JobFailedException(options.jobId(), e);
        } finally {
            progress.end();
        }
    }

    /** Nothing while the job is starting or just ending. */
    private static long barsRead(JobClient job) throws InterruptedException {
        try {
            Map<String, Object> accumulators =
                    job.getAccumulators().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return accumulators.get(CandleFunction.BARS_READ) instanceof Long bars ? bars : 0;
        } catch (ExecutionException | TimeoutException e) {
            return 0;
        }
    }
}
