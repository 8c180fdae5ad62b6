package dev.candlemill.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Live jobs on one cluster of processes, which is killed in part, loses its servers and has its
 * connections spoilt while they catch up and while their market moves, leave what an undisturbed
 * one leaves. Three seeds have each fault once; {@code -Dcandlemill.cluster.seeds=200} runs so
 * many, {@code -Dcandlemill.cluster.first=17} begins with that one, and {@code
 * -Dcandlemill.cluster.away=180} keeps servers that are restarted away for so many seconds. What
 * became of each is in {@code target/cluster-faults.txt} as soon as it ends.
 */
@ExtendWith(Verdicts.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterFaultsIT {

    private static final int SEEDS = Integer.getInteger("candlemill.cluster.seeds", 6);
    private static final int FIRST = Integer.getInteger("candlemill.cluster.first", 1);

    /** As many that leave something behind are more than a process may hold. */
    private static final int LEAST_JOBS = 5;

    /** That a process may still hold, however many there were. */
    private static final int LAST_JOBS = 3;

    /** Pools of Flink and of the JVM grow with what they have to do. */
    private static final int POOL_THREADS = 10;

    @TempDir private static Path folder;

    private static FaultyCluster cluster;
    private static LiveOutput expected;
    private static Footprint first;
    private static int ended;

    @BeforeAll
    static void runWithoutFaults() throws Exception {
        assumeTrue(SEEDS > 0, "-Dcandlemill.cluster.seeds=0 asks for none");
        cluster = FaultyCluster.start(folder, BackfillClusterIT.jar());
        expected = run("undisturbed", List.of(), new Random(0), false);
        assertThat(expected.rows().size()).isGreaterThan(20_000);
        assertThat(expected.records().size()).isGreaterThan(5_000);
        first = Footprint.of(cluster.processes());
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    static Stream<Arguments> seeds() {
        return IntStream.range(FIRST, FIRST + SEEDS)
                .mapToObj(seed -> Arguments.of(seed, Fault.of(seed)));
    }

    @Order(1)
    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("seeds")
    void faultsLeaveNoTrace(int seed, List<Fault> faults) throws Exception {
        boolean isExactlyOnce = seed % 2 == 0;
        LiveOutput output = run("seed" + seed, faults, new Random(seed), isExactlyOnce);

        assertThat(difference(output.rows(), expected.rows())).isEmpty();
        List<String> otherRecords = difference(output.records(), expected.records());
        assertThat(otherRecords).as(() -> output.historyOf(otherRecords)).isEmpty();
        if (isExactlyOnce) {
            assertThat(output.repeated()).isZero();
        }
        assertThat(cluster.openTransactions()).isEmpty();
    }

    @Order(2)
    @Test
    void jobsThatEndedLeaveNoClassesAndThreads() throws Exception {
        assumeTrue(ended >= LEAST_JOBS, "four seeds or more leave enough to look for");

        // A process may still hold the last few of all that ended: a thread of the Postgres driver
        // ends 30 s after the last connection is forgotten, and a busy JVM takes longer.
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> {
                            Footprint last = Footprint.of(cluster.processes());
                            assertThat(last.userClassLoaders())
                                    .isLessThanOrEqualTo(
                                            (long) LAST_JOBS * cluster.processes().size());
                            assertThat(last.threads())
                                    .isLessThanOrEqualTo(
                                            first.threads()
                                                    + (long) POOL_THREADS
                                                            * cluster.processes().size());
                        });
    }

    /**
     * The first few lines that only one of two has, side by side: lists of 100,000 lines are no
     * message.
     */
    private static List<String> difference(List<String> found, List<String> expected) {
        List<String> difference = new ArrayList<>();
        Set<String> known = new HashSet<>(expected);
        found.stream().filter(line -> !known.remove(line)).forEach(l -> difference.add("+ " + l));
        known.forEach(line -> difference.add("- " + line));
        difference.sort(Comparator.comparing(line -> line.substring(1)));
        List<String> first =
                new ArrayList<>(difference.subList(0, Math.min(10, difference.size())));
        if (first.size() < difference.size()) {
            first.add("and " + (difference.size() - first.size()) + " more");
        }
        return first;
    }

    private static LiveOutput run(
            String name, List<Fault> faults, Random random, boolean isExactlyOnce)
            throws Exception {
        random.nextDouble(); // the first of small seeds are alike
        try (FaultyRun run = new FaultyRun(cluster, name, isExactlyOnce)) {
            run.start();
            for (int i = 0; i < faults.size(); i++) {
                double share = (i + random.nextDouble()) / faults.size();
                run.awaitShare(share, expected.candles());
                run.suffer(faults.get(i), random);
            }
            LiveOutput output = run.finish();
            ended++;
            return output;
        }
    }
}
