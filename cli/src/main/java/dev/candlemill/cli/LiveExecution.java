package dev.candlemill.cli;

import dev.candlemill.jobs.Live;
import dev.candlemill.jobs.LiveOptions;
import dev.candlemill.jobs.config.LiveArguments;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;

/** Runs a checked live job until Ctrl-C, and prints signals as they come. */
final class LiveExecution {

    private static final int STATUS_SECONDS = 10;

    private final Context context;
    private final LiveArguments arguments;
    private final LiveOptions options;
    private final CountDownLatch stopWish;

    LiveExecution(Context context, LiveArguments arguments) {
        this(context, arguments, new CountDownLatch(1));
    }

    /**
     * @param stopWish reaches zero when the job is to stop
     */
    LiveExecution(Context context, LiveArguments arguments, CountDownLatch stopWish) {
        this.context = context;
        this.arguments = arguments;
        this.options = arguments.options();
        this.stopWish = stopWish;
    }

    /**
     * @return the exit code
     */
    int run() throws Exception {
        try (Live live =
                new Live(
                        options, new TerminalProgress(context.terminal(), 0), arguments.memory())) {
            JobClient job = live.start();
            Interrupts.first(stopWish::countDown);
            return follow(live, job);
        }
    }

    private int follow(Live live, JobClient job) throws Exception {
        Terminal terminal = context.terminal();
        try (SignalTicker signals =
                SignalTicker.of(options.run().sinks().postgres().orElseThrow(), terminal)) {
            terminal.say(
                    options.run().jobId()
                            + ": live, the market's time is "
                            + live.marketTime().truncatedTo(ChronoUnit.SECONDS)
                            + speed()
                            + "; signals follow as they come, Ctrl-C stops");
            follow(live, job, signals);
            return stop(live, job, signals);
        }
    }

    private void follow(Live live, JobClient job, SignalTicker signals) throws Exception {
        for (int second = 1; !stopWish.await(1, TimeUnit.SECONDS); second++) {
            failIfEnded(job);
            signals.print();
            if (second % STATUS_SECONDS == 0 && context.terminal().isInteractive()) {
                Instant time = live.marketTime().truncatedTo(ChronoUnit.MINUTES);
                context.terminal().say("-- " + time + ' ' + job.getJobStatus().get());
            }
        }
    }

    private int stop(Live live, JobClient job, SignalTicker signals) {
        context.terminal().say("stopping ...");
        try {
            String savepoint = live.stop(job);
            signals.print();
            context.terminal().say("stopped; ./candlemill live --resume continues " + savepoint);
        } catch (Exception e) {
            context.terminal()
                    .say("stopped without a savepoint; the next start continues what is stored");
        }
        return ExitCodes.OK;
    }

    private void failIfEnded(JobClient job) throws Exception {
        if (!job.getJobStatus().get().isTerminalState()) {
            return;
        }
        try {
            job.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        throw new IllegalStateException("the live job ended by itself");
    }

    private String speed() {
        double speed = options.market().speed();
        return speed == 1 ? "" : String.format(Locale.ROOT, " and runs %s times as fast", speed);
    }
}
