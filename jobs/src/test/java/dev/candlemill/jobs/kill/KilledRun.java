package dev.candlemill.jobs.kill;

import static org.awaitility.Awaitility.await;

import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.postgres.BackfillJobs;
import dev.candlemill.postgres.BackfillJobs.Summary;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * One run of a backfill over its attempts: starts them in processes of their own, watches their
 * progress from outside, and collects what the run left behind.
 */
final class KilledRun {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration IN_FLIGHT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration FAST_POLL = Duration.ofMillis(1);

    private final String id;
    private final Path folder;
    private final EmbeddedPostgresFixture postgres;
    private final EmbeddedKafkaFixture kafka;

    /**
     * @param id names the run, its topics and its files
     * @param parent of a new folder for everything that the run writes
     */
    KilledRun(String id, Path parent, EmbeddedPostgresFixture postgres, EmbeddedKafkaFixture kafka)
            throws IOException {
        this.id = id;
        this.folder = Files.createDirectory(parent.resolve(id));
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /** The first attempt, with arguments that say what to read. */
    ChildBackfill start(List<String> arguments) throws IOException {
        return ChildBackfill.start(folder, all(first(arguments)));
    }

    /** The same in this process, which has loaded and compiled everything already. */
    Map<String, Long> runHere(List<String> arguments) throws Exception {
        return KillableBackfill.run(all(first(arguments)));
    }

    private List<String> first(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(
                List.of(
                        "--job-id=" + id,
                        "--sink=postgres,kafka,csv",
                        "--output=" + csv(),
                        "--set=kafka.prefix=" + id));
        return all;
    }

    /** Another attempt, which is told no more than where things are. */
    ChildBackfill resume() throws IOException {
        return ChildBackfill.start(folder, all(List.of("--resume=" + id)));
    }

    /** The same in this process, for an attempt that nobody will kill. */
    Map<String, Long> resumeHere() throws Exception {
        return KillableBackfill.run(all(List.of("--resume=" + id)));
    }

    private List<String> all(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(
                List.of(
                        "--checkpoint-dir=" + folder.resolve("checkpoints"),
                        "--set=postgres.url=" + postgres.settings().url(),
                        "--set=postgres.user=" + postgres.settings().user(),
                        "--set=kafka.bootstrap=" + kafka.bootstrapServers()));
        return all;
    }

    String id() {
        return id;
    }

    long rows() throws Exception {
        return postgres.count("candles");
    }

    long reports() throws Exception {
        return postgres.count("backfill_job_inputs WHERE job_id = '" + id + "'");
    }

    /** The run's row in {@code backfill_jobs}. */
    Summary summary() throws IOException {
        return new BackfillJobs(postgres.settings()).summary(id).orElseThrow();
    }

    long leaseEpoch() throws Exception {
        String sql = "SELECT epoch FROM job_leases WHERE job_id = '" + id + "'";
        return Long.parseLong(postgres.query(sql).get(0));
    }

    RunCheckpoints checkpoints() {
        return new RunCheckpoints(folder.resolve("checkpoints").resolve(id));
    }

    Path csv() {
        return folder.resolve("csv");
    }

    void awaitRows(ChildBackfill child, long rows) {
        awaitWhileRunning(child, POLL, () -> rows() >= rows);
    }

    /** Until the writers have reported as many symbols. */
    void awaitReports(ChildBackfill child, long symbols) {
        awaitWhileRunning(child, FAST_POLL, () -> reports() >= symbols);
    }

    void awaitCheckpoint(ChildBackfill child, long number) {
        awaitWhileRunning(child, FAST_POLL, () -> checkpoints().newestCompleted() >= number);
    }

    /** Or for some time: a run may have completed its last one. */
    void awaitCheckpointInFlight(ChildBackfill child) {
        long end = System.nanoTime() + IN_FLIGHT.toNanos();
        awaitWhileRunning(
                child,
                FAST_POLL,
                () -> checkpoints().isOneInFlight() || System.nanoTime() - end > 0);
    }

    /** An attempt that ends before the moment comes ends the waiting too. */
    private static void awaitWhileRunning(
            ChildBackfill child, Duration poll, Callable<Boolean> moment) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(poll)
                .until(() -> !child.isRunning() || moment.call());
    }

    RunOutput output() throws Exception {
        RunOutput output = new RunOutput(Files.createDirectory(folder.resolve("canonical")));
        output.takePostgres(postgres);
        output.takeKafka(kafka, id);
        output.takeCsv(csv());
        return output;
    }
}
