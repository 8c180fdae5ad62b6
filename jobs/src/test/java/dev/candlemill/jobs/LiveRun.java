package dev.candlemill.jobs;

import static org.awaitility.Awaitility.await;

import dev.candlemill.candle.FoldOptions;
import dev.candlemill.jobs.config.LiveArguments;
import dev.candlemill.jobs.config.Surroundings;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;

/** Runs live jobs as a user would, by arguments, until their market has come to some time. */
record LiveRun(EmbeddedPostgresFixture postgres, Path folder, List<String> arguments) {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long GRACE = 60_000;

    /** What is in every sink, without what names runs or counts revisions. */
    List<String> dump() throws Exception {
        return dump("true");
    }

    /** Of the candles and signals that a condition holds for. */
    List<String> dump(String condition) throws Exception {
        List<String> dump =
                new ArrayList<>(
                        postgres.query(
                                "SELECT symbol, timeframe, open_time, close_time, session_date, open,"
                                        + " high, low, close, volume, bar_count, expected_bar_count,"
                                        + " input_count, is_complete, content_hash, indicator_hash"
                                        + " FROM candles WHERE "
                                        + condition
                                        + " ORDER BY symbol, timeframe, open_time"));
        dump.addAll(
                postgres.query(
                        "SELECT setup, symbol, timeframe, open_time, close_time, strategy,"
                                + " signal_type, price, confidence, indicator_values"
                                + " FROM strategy_signals WHERE status <> 'RETRACTED' AND "
                                + condition
                                + " ORDER BY setup, symbol, timeframe, open_time, strategy"));
        return dump;
    }

    /** Stops, with a savepoint, when everything before {@code until} is settled. */
    void stopAt(Instant until, String... more) throws Exception {
        try (Live live = new Live(options(until, more), BackfillProgress.SILENT)) {
            JobClient job = live.start();
            awaitSettled(until, job);
            live.stop(job);
            job.getJobExecutionResult().get();
        }
    }

    /** The market stands at {@code until} from the start; dies when a part of it has come. */
    void crashOnTheWayTo(Instant until, Instant when, String... more) throws Exception {
        try (Live live = new Live(options(until, more), BackfillProgress.SILENT)) {
            JobClient job = live.start();
            awaitSettled(when, job);
            job.cancel().get();
            awaitEnd(job);
        }
    }

    /** Begins long before, so that there is much to write, and runs into what is done to it. */
    void untilItFails(Instant until, Instant when, Callable<?> misfortune) throws Exception {
        String since = "--since=" + when.minus(Duration.ofDays(4));
        try (Live live = new Live(options(until, since), BackfillProgress.SILENT)) {
            JobClient job = live.start();
            awaitSettled(when, job);
            misfortune.call();
            job.getJobExecutionResult().get();
        }
    }

    LiveOptions options(Instant marketTime, String... more) throws Exception {
        List<String> all = new ArrayList<>(arguments);
        if (Stream.of(more).noneMatch(one -> one.startsWith("--checkpoint-interval="))) {
            all.add("--checkpoint-interval=200ms");
        }
        all.addAll(List.of(more));
        all.addAll(
                List.of(
                        "--market-time=" + marketTime,
                        "--poll-interval=50ms",
                        "--checkpoint-dir=" + folder.resolve("checkpoints").toUri(),
                        "--set=postgres.url=" + postgres.settings().url(),
                        "--set=postgres.user=" + postgres.settings().user(),
                        "--parallelism=2"));
        Surroundings surroundings = new Surroundings(Map.of(), Clock.systemUTC(), Map.of());
        LiveArguments parsed = LiveArguments.parse(all.toArray(new String[0]), surroundings);
        parsed.memory().remember();
        return parsed.options();
    }

    private long symbols() {
        return arguments.stream()
                .filter(a -> a.startsWith("--symbols=") || a.startsWith("--topic-symbols="))
                .mapToInt(symbols -> symbols.split(",", -1).length)
                .sum();
    }

    private void awaitSettled(Instant until, JobClient job) {
        long settled = FoldOptions.settledUntil(until.toEpochMilli(), GRACE);
        String least =
                "SELECT count(*) FILTER (WHERE covered_until < '%s') FROM symbol_progress"
                        .formatted(Instant.ofEpochMilli(settled));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            if (job.getJobStatus().get().isTerminalState()) {
                                job.getJobExecutionResult().get();
                            }
                            return postgres.count("symbol_progress") == symbols()
                                    && postgres.query(least).equals(List.of("0"));
                        });
    }

    private static void awaitEnd(JobClient job) throws InterruptedException {
        try {
            job.getJobExecutionResult().get();
        } catch (ExecutionException cancelled) {
            // that is what was asked for
        }
    }
}
