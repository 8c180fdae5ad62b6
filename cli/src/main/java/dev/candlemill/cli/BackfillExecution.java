package dev.candlemill.cli;

import dev.candlemill.jobs.Backfill;
import dev.candlemill.jobs.BackfillOptions;
import dev.candlemill.jobs.BackfillResult;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.Summary;
import dev.candlemill.jobs.config.BackfillArguments;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a checked backfill: remembers it for a resume, prints what it did, and tidies up. */
final class BackfillExecution {

    private final Context context;
    private final BackfillArguments arguments;
    private final BackfillOptions options;

    BackfillExecution(Context context, BackfillArguments arguments) {
        this.context = context;
        this.arguments = arguments;
        this.options = arguments.options();
    }

    /** The command that continues a run. */
    static String resume(String jobId) {
        return "./candlemill backfill --resume " + jobId;
    }

    /**
     * @return the exit code
     */
    int run() throws Exception {
        arguments.remember();
        context.terminal().say(options.jobId() + continued());
        AtomicBoolean isRunning = new AtomicBoolean(true);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> hintIf(isRunning), "resume-hint"));
        BackfillResult result;
        try {
            result = runToEnd();
        } finally {
            isRunning.set(false);
        }
        arguments.forget();
        Summary summary = new Summary(options, result);
        context.terminal().out().println(summary.text());
        return summary.addsUp() ? ExitCodes.OK : ExitCodes.FAILURE;
    }

    private BackfillResult runToEnd() throws Exception {
        TerminalProgress progress =
                new TerminalProgress(context.terminal(), ExpectedBars.of(options));
        try {
            return new Backfill(options, progress).run();
        } catch (PreflightException e) {
            if (!arguments.isResume()) {
                arguments.forget(); // nothing began
            }
            throw e;
        } catch (Exception e) {
            throw new JobFailedException(options.jobId(), e);
        } finally {
            progress.end();
        }
    }

    private String continued() {
        return options.execution().restoreFrom().map(path -> ", continued from " + path).orElse("");
    }

    private void hintIf(AtomicBoolean isRunning) {
        if (isRunning.get()) {
            context.terminal().say("\ninterrupted; to continue: " + resume(options.jobId()));
        }
    }
}
