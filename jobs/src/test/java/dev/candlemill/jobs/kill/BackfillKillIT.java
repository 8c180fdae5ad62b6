package dev.candlemill.jobs.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candlemill.jobs.kill.KillPlan.Input;
import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Backfills into Postgres, Kafka and CSV at once that are killed (SIGKILL) at random moments and
 * resumed: what they leave behind is what a run without faults leaves behind.
 */
@Timeout(300)
class BackfillKillIT {

    private static final int SEEDS = Integer.getInteger("candlemill.kill.seeds", 10);
    private static final int ONLY_SEED = Integer.getInteger("candlemill.kill.seed", 0);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Map<Input, FaultFreeRun> EXPECTED = new EnumMap<>(Input.class);
    private static final Set<Integer> KILLED_SEEDS = new TreeSet<>();

    @TempDir private static Path folder;

    private static EmbeddedKafkaFixture kafka;
    private static int seedsBegun;
    private static int killedInFlight;

    @BeforeAll
    static void runWithoutFaults() throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
        for (Input input : Input.values()) {
            emptyTables();
            EXPECTED.put(input, FaultFreeRun.of(input, run("unharmed-" + input.ordinal())));
        }
    }

    @BeforeEach
    void emptyTablesBefore() throws Exception {
        emptyTables();
    }

    @AfterAll
    static void mostWereKilledAndSomeWithACheckpointInFlight() {
        if (seedsBegun == SEEDS && ONLY_SEED == 0) {
            assertThat(KILLED_SEEDS)
                    .as("seeds whose run was killed before it was over")
                    .hasSizeGreaterThanOrEqualTo(SEEDS * 4 / 5);
            assertThat(killedInFlight)
                    .as(
                            "of %d killed seeds, kills with a checkpoint in flight",
                            KILLED_SEEDS.size())
                    .isPositive()
                    .isGreaterThanOrEqualTo(SEEDS * 3 / 10);
        }
    }

    static IntStream seeds() {
        return ONLY_SEED > 0 ? IntStream.of(ONLY_SEED) : IntStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void resumesAsIfNothingHadHappened(int seed) throws Exception {
        seedsBegun++;
        KillPlan plan = KillPlan.of(seed);
        FaultFreeRun expected = expected(plan.input());
        KilledRun run = run("seed-" + seed);

        String killed;
        try (ChildBackfill child = run.start(plan.arguments())) {
            run.awaitCheckpoint(child, 2);
            run.awaitRows(child, expected.rows(plan.share()));
            killed = plan.waitsForCheckpoint() ? killInFlight(run, child) : kill(run, child);
            KILLED_SEEDS.add(seed);
        }
        assertThat(run.checkpoints().newestCompleted()).isGreaterThanOrEqualTo(2);
        if (plan.killsTwice()) {
            try (ChildBackfill child = run.resume()) {
                run.awaitCheckpoint(child, run.checkpoints().newestCompleted() + 1);
                killed += ", " + kill(run, child);
            }
        }
        Map<String, Long> counts = run.resumeHere();

        System.out.printf(
                "seed %d, %s: %s; then read %d of %d bars%n",
                seed, plan, killed, counts.get("barsRead"), counts.get("in"));
        expected.assertLeftBy(run, plan.killsTwice() ? 3 : 2, counts);
        assertThat(counts.get("barsRead")).isLessThan(counts.get("in"));
    }

    @Test
    void beginsAgainWhenKilledBeforeTheFirstCheckpoint() throws Exception {
        FaultFreeRun expected = expected(Input.CORRECTED);
        KilledRun run = run("early");
        List<String> arguments = new ArrayList<>(Input.CORRECTED.arguments());
        arguments.add("--set=checkpoint.interval=10m");
        try (ChildBackfill child = run.start(arguments)) {
            run.awaitRows(child, expected.rows(0.2));
            kill(run, child);
        }
        assertThat(run.checkpoints().newestCompleted()).isZero();

        Map<String, Long> counts = run.resumeHere();

        expected.assertLeftBy(run, 2, counts);
        assertThat(counts.get("barsRead")).isEqualTo(counts.get("in"));
    }

    /** All tasks have finished and none runs again: only Kafka's last transactions are open. */
    @Test
    void keepsItsCountsWhenKilledBeforeTheLastCommit() throws Exception {
        FaultFreeRun expected = expected(Input.ORDERED);
        KilledRun run = run("finished");
        List<String> arguments = new ArrayList<>(Input.ORDERED.arguments());
        arguments.addAll(List.of("--set=kafka.delivery=exactly-once", "--checkpoint-interval=10s"));
        try (ChildBackfill child = run.start(arguments)) {
            run.awaitReports(child, expected.reports());
            RunCheckpoints checkpoints = run.checkpoints();
            assumeTrue(!checkpoints.isOneInFlight(), "one may have begun before the tasks ended");
            run.awaitCheckpoint(child, checkpoints.newestBegun() + 1);
            assumeTrue(child.isRunning(), "the run was over before it could be killed");
            child.kill();
        }

        Map<String, Long> counts = run.resumeHere();

        expected.assertLeftBy(run, 2, counts);
        assertThat(counts.get("barsRead")).isZero();
    }

    @Test
    void losesItsConnectionsWithoutARestart() throws Exception {
        FaultFreeRun expected = expected(Input.CORRECTED);
        KilledRun run = run("disconnected");
        try (ChildBackfill child = run.start(Input.CORRECTED.arguments())) {
            for (int percent = 10; percent <= 50; percent += 20) {
                run.awaitRows(child, expected.rows(percent / 100.0));
                assumeTrue(child.isRunning(), "the run was over before all connections were cut");
                POSTGRES.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE application_name = 'candlemill disconnected'");
            }

            Map<String, Long> counts = child.await();

            expected.assertLeftBy(run, 1, counts);
            assertThat(counts.get("barsRead")).isEqualTo(counts.get("in"));
        }
    }

    /** A process that was thought dead wakes up: it must not touch what its successor did. */
    @Test
    void refusesAnAttemptThatWasTakenOver() throws Exception {
        FaultFreeRun expected = expected(Input.ORDERED);
        KilledRun run = run("taken-over");
        try (ChildBackfill sleeper = run.start(KillPlan.of(1).arguments())) {
            run.awaitCheckpoint(sleeper, 2);
            await().until(() -> !sleeper.isRunning() || isPausedOutsideTransactions(sleeper, run));
            assumeTrue(sleeper.isRunning(), "the run was over before it could be paused");

            Map<String, Long> counts = run.resumeHere();
            sleeper.goOn();

            assertThat(sleeper.exitCode()).isNotZero();
            assertThat(sleeper.log()).contains("was taken over");
            expected.assertLeftBy(run, 2, counts);
        }
    }

    /** In the middle of one it would hold the lease until somebody stops it for good. */
    private static boolean isPausedOutsideTransactions(ChildBackfill child, KilledRun run)
            throws Exception {
        child.pause();
        boolean isIdle =
                POSTGRES.count(
                                "pg_stat_activity WHERE application_name = 'candlemill "
                                        + run.id()
                                        + "' AND state <> 'idle'")
                        == 0;
        if (!isIdle) {
            child.goOn();
        }
        return isIdle;
    }

    /** A checkpoint that needs a blocked write to end cannot complete. */
    private static String killInFlight(KilledRun run, ChildBackfill child) throws Exception {
        try (TableLock candles = TableLock.of(POSTGRES, "candles")) {
            run.awaitCheckpointInFlight(child);
            return kill(run, child);
        }
    }

    private static String kill(KilledRun run, ChildBackfill child) throws Exception {
        assumeTrue(child.isRunning(), "the run was over before it could be killed");
        child.kill();
        boolean inFlight = run.checkpoints().isOneInFlight();
        killedInFlight += inFlight ? 1 : 0;
        return String.format(
                "killed after checkpoint %d%s at %d rows",
                run.checkpoints().newestCompleted(),
                inFlight ? ", with one in flight," : "",
                run.rows());
    }

    private static FaultFreeRun expected(Input input) {
        FaultFreeRun expected = EXPECTED.get(input);
        assertThat(expected).isNotNull();
        return expected;
    }

    private static KilledRun run(String id) throws Exception {
        return new KilledRun(id, folder, POSTGRES, kafka);
    }

    private static void emptyTables() throws Exception {
        POSTGRES.execute(
                "TRUNCATE candles, candle_revisions, strategy_signals, rejected_rows, backfill_jobs,"
                        + " fold_snapshots, job_leases CASCADE");
    }
}
