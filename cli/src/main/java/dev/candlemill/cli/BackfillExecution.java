package dev.candlemill.cli;

import dev.candlemill.jobs.Backfill;
import dev.candlemill.jobs.BackfillOptions;
import dev.candlemill.jobs.BackfillResult;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.Summary;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.RunMemory;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a checked backfill: prints what it did, or how to resume it. */
final class BackfillExecution {

    private final Context context;
    private final BackfillArguments arguments;
    private final BackfillOptions options;
    private final RunMemory memory;

    BackfillExecution(Context context, BackfillArguments arguments) {
        this.context = context;
        this.arguments = arguments;
        this.options = arguments.options();
        this.memory = arguments.memory();
    }

    /** The command that continues a run. */
    static String resume(String jobId) {
        return "./candlemill backfill --resume " + jobId;
    }

    /**
     * @return the exit code
     */
    int run() throws Exception {
        context.terminal().say(options.jobId() + continued());
        AtomicBoolean isRunning = new AtomicBoolean(true);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> hintIf(isRunning), "resume-hint"));
        BackfillResult result;
        try {
            result = runToEnd();
        } finally {
            isRunning.set(false);
        }
        Summary summary = new Summary(options, result);
        context.terminal().out().println(summary.text());
        return summary.addsUp() ? ExitCodes.OK : ExitCodes.FAILURE;
    }

    private BackfillResult runToEnd() throws Exception {
        TerminalProgress progress =
                new TerminalProgress(context.terminal(), ExpectedBars.of(options));
        try {
            return new Backfill(options, progress, memory).run();
        } catch (PreflightException e) {
            throw e;
        } catch (Exception e) {
            throw memory.isRemembered() ? new JobFailedException(options.jobId(), e) : e;
        } finally {
            progress.end();
        }
    }

    private String continued() {
        return options.execution().restoreFrom().map(path -> ", continued from " + path).orElse("");
    }

    private void hintIf(AtomicBoolean isRunning) {
        if (isRunning.get() && memory.isRemembered()) {
            context.terminal().say("\ninterrupted; to continue: " + resume(options.jobId()));
        }
    }
}
