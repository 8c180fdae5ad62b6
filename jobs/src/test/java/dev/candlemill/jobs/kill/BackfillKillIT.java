package dev.candlemill.jobs.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.postgres.BackfillJobs;
import dev.candlemill.postgres.BackfillJobs.Summary;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Backfills into Postgres, Kafka and CSV at once that are killed (SIGKILL) at random moments and
 * resumed: what they leave behind is what a run without faults leaves behind.
 */
class BackfillKillIT {

    private static final int SEEDS = Integer.getInteger("candlemill.kill.seeds", 10);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Map<Input, Expected> EXPECTED = new EnumMap<>(Input.class);

    @TempDir private static Path folder;

    private static EmbeddedKafkaFixture kafka;
    private static int killedInFlight;

    /** What is read: bars of which some come twice or break a rule. */
    private enum Input {
        /** All else is in order: every candle is final at once. */
        ORDERED("0"),
        /** Some come late, some again with other values: candles are revised. */
        CORRECTED("0.002");

        private final String share;

        Input(String share) {
            this.share = share;
        }

        List<String> arguments(String backend) {
            return List.of(
                    "--source=simulated",
                    "--stocks=6",
                    "--crypto=0",
                    "--set=simulated.duplicate=0.002",
                    "--set=simulated.bad=0.002",
                    "--set=simulated.late=" + share,
                    "--set=simulated.revised=" + share,
                    "--from=2024-10-01",
                    "--to=2025-03-01",
                    "--parallelism=2",
                    "--state=" + backend,
                    "--checkpoint-interval=200ms");
        }
    }

    /** The run without faults. */
    private record Expected(
            RunOutput output, Map<String, Long> counts, Summary summary, long rows) {}

    @BeforeAll
    static void runWithoutFaults() throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
        for (Input input : Input.values()) {
            emptyTables();
            KilledRun run = run("unharmed-" + input.ordinal());
            try (ChildBackfill child = run.start(input.arguments("hashmap"))) {
                Map<String, Long> counts = child.await();
                Summary summary = summary(run.id());
                EXPECTED.put(input, new Expected(run.output(), counts, summary, run.rows()));
            }
        }
    }

    @BeforeEach
    void emptyTablesBefore() throws Exception {
        emptyTables();
    }

    @AfterAll
    static void someWereKilledWithACheckpointInFlight() {
        assertThat(killedInFlight).isPositive();
    }

    static List<Integer> seeds() {
        List<Integer> seeds = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void resumesAsIfNothingHadHappened(int seed) throws Exception {
        Random random = new Random(seed);
        Input input = seed % 5 < 2 ? Input.ORDERED : Input.CORRECTED;
        KilledRun run = run("seed-" + seed);

        String killed;
        try (ChildBackfill child = run.start(input.arguments(backend(seed)))) {
            run.awaitCheckpoint(child, 2);
            run.awaitRows(child, atLeast(0.1 + 0.5 * random.nextDouble(), input));
            if (seed % 4 < 2) {
                run.awaitCheckpointInFlight(child);
            }
            killed = kill(run, child);
        }
        Map<String, Long> counts = resume(run);

        System.out.printf(
                "seed %d, %s, %s: %s; then read %d of %d bars%n",
                seed, input, backend(seed), killed, counts.get("barsRead"), counts.get("in"));
        assertAsWithoutFaults(input, run, 2, counts);
        assertThat(counts.get("barsRead")).isLessThan(counts.get("in"));
    }

    @Test
    void resumesTwice() throws Exception {
        Input input = Input.CORRECTED;
        KilledRun run = run("twice");
        try (ChildBackfill child = run.start(input.arguments("rocksdb"))) {
            run.awaitCheckpoint(child, 2);
            run.awaitRows(child, atLeast(0.1, input));
            kill(run, child);
        }
        try (ChildBackfill child = run.resume()) {
            long again = run.checkpoints().newestCompleted() + 1;
            run.awaitCheckpoint(child, again);
            kill(run, child);
        }

        Map<String, Long> counts = resume(run);

        assertAsWithoutFaults(input, run, 3, counts);
        assertThat(counts.get("barsRead")).isLessThan(counts.get("in"));
    }

    @Test
    void beginsAgainWhenKilledBeforeTheFirstCheckpoint() throws Exception {
        Input input = Input.CORRECTED;
        KilledRun run = run("early");
        List<String> arguments = new ArrayList<>(input.arguments("hashmap"));
        arguments.remove("--checkpoint-interval=200ms");
        try (ChildBackfill child = run.start(arguments)) {
            run.awaitRows(child, atLeast(0.2, input));
            kill(run, child);
        }
        assertThat(run.checkpoints().newestCompleted()).isZero();

        Map<String, Long> counts = resume(run);

        assertAsWithoutFaults(input, run, 2, counts);
        assertThat(counts.get("barsRead")).isEqualTo(counts.get("in"));
    }

    @Test
    void resumesKafkaTransactions() throws Exception {
        Input input = Input.ORDERED;
        KilledRun run = run("transactions");
        List<String> arguments = new ArrayList<>(input.arguments("hashmap"));
        arguments.add("--set=kafka.delivery=exactly-once");
        try (ChildBackfill child = run.start(arguments)) {
            run.awaitCheckpoint(child, 2);
            run.awaitRows(child, atLeast(0.1, input));
            kill(run, child);
        }

        Map<String, Long> counts = resume(run);

        assertAsWithoutFaults(input, run, 2, counts);
        assertThat(kafka.read("transactions.market.candles.v1")).hasSize((int) run.rows());
    }

    @Test
    void losesItsConnectionsWithoutARestart() throws Exception {
        Input input = Input.CORRECTED;
        KilledRun run = run("disconnected");
        try (ChildBackfill child = run.start(input.arguments("hashmap"))) {
            for (int percent = 10; percent <= 70; percent += 20) {
                run.awaitRows(child, atLeast(percent / 100.0, input));
                assertThat(child.isRunning()).isTrue();
                POSTGRES.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE application_name = 'candlemill disconnected'");
            }

            Map<String, Long> counts = child.await();

            assertAsWithoutFaults(input, run, 1, counts);
            assertThat(counts.get("barsRead")).isEqualTo(counts.get("in"));
        }
    }

    /** A process that was thought dead wakes up: it must not touch what its successor did. */
    @Test
    void refusesAnAttemptThatWasTakenOver() throws Exception {
        Input input = Input.ORDERED;
        KilledRun run = run("taken-over");
        try (ChildBackfill sleeper = run.start(input.arguments("hashmap"))) {
            run.awaitCheckpoint(sleeper, 2);
            sleeper.pause();

            Map<String, Long> counts = resume(run);
            sleeper.goOn();

            assertThat(sleeper.exitCode()).isNotZero();
            assertThat(sleeper.log()).contains("was taken over");
            assertAsWithoutFaults(input, run, 2, counts);
        }
    }

    private static Map<String, Long> resume(KilledRun run) throws Exception {
        try (ChildBackfill child = run.resume()) {
            return child.await();
        }
    }

    private static String backend(int seed) {
        return seed % 2 == 0 ? "rocksdb" : "hashmap";
    }

    private static String kill(KilledRun run, ChildBackfill child) throws Exception {
        assertThat(child.isRunning()).as("killed before its end").isTrue();
        child.kill();
        boolean inFlight = run.checkpoints().isOneInFlight();
        killedInFlight += inFlight ? 1 : 0;
        return String.format(
                "killed after checkpoint %d%s at %d rows",
                run.checkpoints().newestCompleted(),
                inFlight ? ", one in flight," : "",
                run.rows());
    }

    private static void assertAsWithoutFaults(
            Input input, KilledRun run, int attempts, Map<String, Long> counts) throws Exception {
        Expected expected = EXPECTED.get(input);
        run.output().assertSameAs(expected.output(), input == Input.ORDERED);
        assertThat(input(counts)).isEqualTo(input(expected.counts()));
        assertThat(counts.get("in"))
                .isEqualTo(
                        counts.get("accepted")
                                + counts.get("duplicate")
                                + counts.get("late")
                                + counts.get("rejected"));
        Summary summary = summary(run.id());
        assertThat(summary.status()).isEqualTo("finished");
        assertThat(summary.attempts()).isEqualTo(attempts);
        assertThat(summary.in())
                .isEqualTo(
                        summary.accepted()
                                + summary.duplicate()
                                + summary.late()
                                + summary.rejected());
        assertThat(summary.in()).isEqualTo(expected.summary().in());
        assertThat(summary.rejectedByReason()).isEqualTo(expected.summary().rejectedByReason());
        if (input == Input.ORDERED) {
            assertThat(summary.candlesByTimeframe())
                    .isEqualTo(expected.summary().candlesByTimeframe());
        }
        assertThat(POSTGRES.query("SELECT epoch FROM job_leases WHERE job_id = '" + run.id() + "'"))
                .containsExactly("" + attempts);
    }

    private static Map<String, Long> input(Map<String, Long> counts) {
        Map<String, Long> input = new TreeMap<>(counts);
        input.remove("barsRead");
        return input;
    }

    private static long atLeast(double share, Input input) {
        return Math.round(EXPECTED.get(input).rows() * share);
    }

    private static KilledRun run(String id) throws Exception {
        return new KilledRun(id, folder, POSTGRES, kafka);
    }

    private static Summary summary(String id) throws Exception {
        return new BackfillJobs(POSTGRES.settings()).summary(id).orElseThrow();
    }

    private static void emptyTables() throws Exception {
        POSTGRES.execute("TRUNCATE candles, rejected_rows, backfill_jobs, fold_snapshots CASCADE");
    }
}
