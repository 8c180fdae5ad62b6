package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of earlier versions go on with this one. Each folder under {@code golden} is a live
 * job that was stopped; a version that changes what state looks like adds one, and keeps the
 * others. {@code -Dcandlemill.golden=NAME} writes one.
 */
class GoldenSavepointIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String NEW = System.getProperty("candlemill.golden", "");

    private static final String SINCE = "--since=2025-01-02T00:00:00Z";

    /** In the middle of a session, of a day and of every candle longer than five minutes. */
    private static final Instant STOPPED = Instant.parse("2025-01-07T17:42:10Z");

    private static final Instant END = Instant.parse("2025-01-13T03:02:10Z");

    private static final List<String> MARKET =
            List.of(
                    "--source=simulated",
                    "--seed=11",
                    "--symbols=XNYS:ONE,CRYPTO:TWO",
                    "--strategies=sma_cross(5,20),rsi(14,40,60)",
                    "--strategy-timeframes=15m,1h",
                    "--set=simulated.late=0.004",
                    "--set=simulated.revised=0.003",
                    "--set=simulated.outages=0.01");

    @TempDir private Path folder;

    @BeforeEach
    void emptyTables() throws Exception {
        POSTGRES.execute(
                "TRUNCATE candles, candle_revisions, strategy_signals, rejected_rows, backfill_jobs,"
                        + " fold_snapshots, symbol_progress CASCADE");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void savepointsOfEarlierVersionsGoOn(String version) throws Exception {
        LiveRun live = new LiveRun(POSTGRES, folder, MARKET);
        live.stopAt(END, SINCE, "--job-id=never-stopped");
        List<String> oneRun = live.dump();
        List<String> behind = live.dump("close_time > '" + STOPPED + "'");
        emptyTables();

        copy(GOLDEN.resolve(version), folder.resolve("checkpoints/golden"));
        live.stopAt(END, "--resume=golden");

        assertThat(behind).hasSizeGreaterThan(500).anyMatch(row -> row.contains("|1w|"));
        assertThat(oneRun).containsAll(live.dump());
        assertThat(live.dump()).containsAll(behind);
        assertThat(live.dump("close_time < '" + STOPPED + "'::timestamptz - interval '2 days'"))
                .as("what only a start without the savepoint would write")
                .isEmpty();
    }

    @Test
    void writesASavepointOfThisVersion() throws Exception {
        assumeTrue(!NEW.isEmpty(), "-Dcandlemill.golden=NAME is not given");
        LiveRun live = new LiveRun(POSTGRES, folder, MARKET);
        live.stopAt(STOPPED, SINCE, "--job-id=golden");
        Path written = folder.resolve("checkpoints/golden");
        Path to = GOLDEN.resolve(NEW);
        Files.createDirectories(to);
        Files.copy(written.resolve("live.yaml"), to.resolve("live.yaml"));
        try (Stream<Path> savepoints = Files.list(written.resolve("stopped"))) {
            copy(savepoints.findFirst().orElseThrow(), to.resolve("stopped/savepoint-golden"));
        }
    }

    private static List<String> versions() throws IOException {
        try (Stream<Path> versions = Files.list(GOLDEN)) {
            return versions.map(version -> version.getFileName().toString()).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
