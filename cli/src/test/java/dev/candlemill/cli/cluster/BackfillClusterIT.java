package dev.candlemill.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar for a cluster, submitted to one: the documented command, a crash of everything, and the
 * documented way to go on. Needs the jar that {@code mvn package} builds, and skips without it.
 */
class BackfillClusterIT {

    private static final String MAIN = "dev.candlemill.jobs.BackfillJob";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Path JOBS = Path.of(System.getProperty("candlemill.root"), "jobs/target");
    private static final Path JAR = JOBS.resolve("candlemill-jobs.jar");
    static final Path CONFIGURATION = Path.of("../deploy/cluster").toAbsolutePath().normalize();

    @TempDir private Path folder;

    @BeforeAll
    static void findJar() throws Exception {
        jar();
    }

    /** Skips the caller's tests without it. */
    static Path jar() throws Exception {
        assumeTrue(Files.exists(JAR), JAR + " is not built: mvn package builds it");
        assumeTrue(
                Files.getLastModifiedTime(JAR).compareTo(newestClass()) >= 0,
                JAR + " is older than the classes: mvn package builds it again");
        return JAR;
    }

    @Test
    void resumesAfterACrashOfTheClusterAsIfNothingHadHappened() throws Exception {
        LocalCluster cluster = up("first");
        try {
            finish(cluster, "undisturbed", market("undisturbed"));
            Process client = submit(cluster, "crashed", market("crashed"));
            try {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> checkpoints("crashed") > 0 || !client.isAlive());
                assertThat(client.isAlive()).as("the run is not over yet").isTrue();
            } finally {
                kill(client);
            }
        } finally {
            crash(cluster);
        }
        assertThat(folder.resolve("crashed/candles.csv")).doesNotExist();

        LocalCluster other = up("second");
        try {
            finish(other, "resumed", List.of("--resume", "crashed"));
            assertThat(hasRestored(other)).isTrue();
        } finally {
            other.down();
        }

        Path expected = folder.resolve("undisturbed/candles.csv");
        assertThat(Files.size(expected)).isGreaterThan(1_000_000);
        assertThat(Files.mismatch(folder.resolve("crashed/candles.csv"), expected)).isEqualTo(-1);
    }

    @Test
    void aTaskManagerIsKilledAndReplacedAndTheJobGoesOn() throws Exception {
        LocalCluster cluster = up("hurt");
        try {
            cluster.up(2, 0);
            assertThat(cluster.rest().orElseThrow().slots()).isEqualTo(4);
            assertThatThrownBy(
                            () ->
                                    new LocalCluster(folder.resolve("none"), CONFIGURATION)
                                            .submission(JAR, MAIN, List.of()))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("no cluster runs");

            assertThat(cluster.killTaskManager(2)).contains("taskmanager-2");
            assertThat(cluster.killTaskManager(2)).isEmpty();
            assertThat(cluster.taskManagers())
                    .extracting(ManagerProcess::name)
                    .containsExactly("taskmanager-1");
            cluster.up(2, 0);
            finish(cluster, "after", market("after", "2024-07-01"));

            assertThat(cluster.rest().orElseThrow().jobs())
                    .extracting(ClusterRest.Job::state)
                    .containsExactly("FINISHED");
        } finally {
            cluster.down();
        }
        assertThat(cluster.rest()).isEmpty();
        assertThat(cluster.jobManager().isRunning()).isFalse();
    }

    private LocalCluster up(String name) throws Exception {
        LocalCluster cluster = new LocalCluster(folder.resolve(name), CONFIGURATION);
        cluster.up(1, 0);
        return cluster;
    }

    /** SIGKILL for all of it. */
    private static void crash(LocalCluster cluster) throws Exception {
        cluster.killJobManager();
        cluster.killTaskManager(0);
    }

    private static boolean hasRestored(LocalCluster cluster) throws Exception {
        ClusterRest rest = cluster.rest().orElseThrow();
        String id = rest.jobs().get(0).id();
        return rest.get("/jobs/" + id + "/checkpoints").contains("\"restored\":{\"id\":");
    }

    private static List<String> market(String id) {
        return market(id, "2020-01-01");
    }

    private static List<String> market(String id, String from) {
        return List.of(
                "--source=simulated",
                "--stocks=4",
                "--crypto=0",
                "--from=" + from,
                "--to=2025-01-01",
                "--set=simulated.duplicate=0.002",
                "--timeframes=15m,1h,1d",
                "--parallelism=2",
                "--checkpoint-interval=100ms",
                "--sink=csv",
                "--job-id=" + id);
    }

    private Process submit(LocalCluster cluster, String id, List<String> arguments)
            throws IOException {
        List<String> all = new ArrayList<>(arguments);
        if (!arguments.contains("--resume")) {
            all.add("--output=" + folder.resolve(id));
        }
        all.add("--checkpoint-dir=" + folder.resolve("checkpoints"));
        ProcessBuilder client = cluster.submission(JAR, MAIN, all);
        client.environment().keySet().removeIf(name -> name.startsWith("CANDLEMILL_"));
        return client.redirectErrorStream(true)
                .redirectOutput(folder.resolve(id + ".log").toFile())
                .start();
    }

    private void finish(LocalCluster cluster, String id, List<String> arguments) throws Exception {
        Process client = submit(cluster, id, arguments);
        try {
            assertThat(client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).as(log(id)).isZero();
        } finally {
            kill(client);
        }
    }

    private static void kill(Process client) {
        client.destroyForcibly();
        client.onExit().join();
    }

    private long checkpoints(String id) throws IOException {
        Path checkpoints = folder.resolve("checkpoints").resolve(id);
        if (!Files.exists(checkpoints)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(file -> file.endsWith("_metadata")).count();
        } catch (UncheckedIOException deleted) {
            return 0; // by a newer checkpoint, while we looked
        }
    }

    private String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private static FileTime newestClass() throws IOException {
        try (Stream<Path> files = Files.walk(JOBS.resolve("classes"))) {
            Path newest = null;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean isNewer =
                        newest == null
                                || Files.getLastModifiedTime(file)
                                                .compareTo(Files.getLastModifiedTime(newest))
                                        > 0;
                newest = isNewer ? file : newest;
            }
            return Files.getLastModifiedTime(newest);
        }
    }
}
