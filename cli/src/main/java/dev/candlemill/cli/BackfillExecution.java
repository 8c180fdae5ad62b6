package dev.candlemill.cli;

import dev.candlemill.jobs.BackfillOptions;
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

    /**
     * @return the exit code
     */
    int run() throws Exception {
        arguments.remember();
        context.terminal().say("backfill " + options.jobId() + from());
        AtomicBoolean isUnfinished = new AtomicBoolean(true);
        Thread hint = new Thread(() -> hintAt(isUnfinished), "resume-hint");
        Runtime.getRuntime().addShutdownHook(hint);
        BackfillRun.Result result;
        try {
            result = new BackfillRun(options, context.terminal(), context.clock()).run();
        } finally {
            isUnfinished.set(false);
        }
        arguments.forget();
        context.terminal().out().println(new Summary(options, result).text());
        return result.counts().isBalanced() ? ExitCodes.OK : ExitCodes.FAILURE;
    }

    private String from() {
        return options.execution().restoreFrom().map(path -> ", continued from " + path).orElse("");
    }

    private void hintAt(AtomicBoolean isUnfinished) {
        if (isUnfinished.get()) {
            context.terminal()
                    .say("\ninterrupted; to continue: " + BackfillRun.resume(options.jobId()));
        }
    }
}
