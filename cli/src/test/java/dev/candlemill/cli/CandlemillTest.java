package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CandlemillTest {

    @TempDir Path folder;
    private TestProject project;

    @BeforeEach
    void openProject() {
        project = new TestProject(folder);
    }

    @Test
    void listsItsCommandsAndWhereToBegin() {
        TestProject.Run help = project.run("--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("demo --once")
                .contains("backfill", "migrate", "setup", "sql", "test", "bench", "completion")
                .contains("strategies", "indicators", "evaluate", "compare", "screen")
                .contains("Exit codes");
    }

    @Test
    void explainsEveryCommand() {
        for (String command :
                new String[] {
                    "demo",
                    "backfill",
                    "live",
                    "cluster",
                    "submit",
                    "recompute",
                    "explain",
                    "migrate",
                    "setup",
                    "strategies",
                    "indicators",
                    "evaluate",
                    "compare",
                    "screen",
                    "sql",
                    "test",
                    "bench"
                }) {
            TestProject.Run help = project.run(command, "--help");
            assertThat(help.code()).as(command).isZero();
            assertThat(help.out()).as(command).startsWith("Usage: candlemill " + command);
        }
    }

    @Test
    void saysThatNoClusterRunsAndWhatItCannotStart() {
        for (String command : new String[] {"status", "kill-tm"}) {
            TestProject.Run run = project.run("cluster", command);
            assertThat(run.code()).as(command).isEqualTo(3);
            assertThat(run.err()).as(command).contains("./candlemill cluster up");
        }
        assertThat(project.run("cluster", "down").out()).contains("no cluster was running");
        TestProject.Run none = project.run("cluster", "up", "--task-managers", "0");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("expected from 1 to 64, found 0");
    }

    @Test
    void saysWhichJarIsNotThere() {
        TestProject.Run run = project.run("submit", "backfill", "--sink", "csv");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("candlemill-jobs.jar is not there: mvn package builds it");
    }

    @Test
    void looksAtArgumentsBeforeAClusterSeesThem() throws IOException {
        Path jar = new ProjectFolder(folder).jobsJar();
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);

        TestProject.Run mistaken = project.run("submit", "live", "--venu", "XNYS");
        assertThat(mistaken.code()).isEqualTo(2);
        assertThat(mistaken.err()).contains("did you mean --venue?");

        List<String> unreachable = new ArrayList<>(List.of("--source=simulated"));
        unreachable.add("--sink=postgres");
        unreachable.add("--postgres-url=jdbc:postgresql://127.0.0.1:1/nobody");
        assertUnreachable("live", unreachable);
        unreachable.add("--from=2025-07-01");
        assertUnreachable("backfill", unreachable);
    }

    private void assertUnreachable(String job, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("submit", job));
        all.addAll(arguments);
        TestProject.Run run = project.run(all.toArray(new String[0]));
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("127.0.0.1:1");
    }

    @Test
    void namesItsVersions() {
        assertThat(project.run("--version").out()).contains("candlemill 0.", "Flink 2.", "Java 1");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        TestProject.Run run = project.run("backfil");

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("candlemill backfill");
    }

    @Test
    void reportsEveryMistakeInTheSettings() {
        TestProject.Run run =
                project.with("CANDLEMILL_STATE_BACKEND", "rocks")
                        .run("backfill", "--venu", "XNYS", "--bar", "2m", "--sink", "csv");

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err().lines().toList())
                .satisfiesExactlyInAnyOrder(
                        line ->
                                assertThat(line)
                                        .startsWith("--venu: ")
                                        .endsWith("did you mean --venue?"),
                        line -> assertThat(line).startsWith("bar: found \"2m\" in flag --bar"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "state.backend: found \"rocks\" in environment"),
                        line -> assertThat(line).startsWith("file.input: found nothing"),
                        line -> assertThat(line).startsWith("venue: found nothing"),
                        line -> assertThat(line).startsWith("csv.output: found nothing"),
                        line -> assertThat(line).isEqualTo("see candlemill backfill --help"));
    }

    @Test
    void printsItsConfigurationAndStartsNothing() {
        TestProject.Run run =
                project.with("CANDLEMILL_POSTGRES_PASSWORD", "sesame")
                        .run("backfill", "--input", "bars", "--venue", "XNYS", "--print-config");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("postgres.password: ******")
                .containsPattern("venue: XNYS +# flag --venue")
                .contains(folder.resolve(".candlemill/checkpoints").toString())
                .doesNotContain("sesame");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void validatesAndStartsNothing() throws Exception {
        String[] arguments = {
            "backfill", "--validate", "--source=simulated", "--symbols=CRYPTO:ONE",
            "--from=2025-01-01", "--to=2025-01-02", "--sink=csv", "--output"
        };

        TestProject.Run fine = project.run(with(arguments, folder.resolve("out").toString()));
        assertThat(fine.code()).as(fine.err()).isZero();
        assertThat(fine.err()).contains("everything that the job needs is there");
        assertThat(folder.resolve("out")).doesNotExist();

        Path file = Files.createFile(folder.resolve("file"));
        TestProject.Run missing = project.run(with(arguments, file.toString()));
        assertThat(missing.code()).isEqualTo(ExitCodes.PREFLIGHT);
        assertThat(missing.err()).contains("csv.output " + file + ": expected a folder");
    }

    private static String[] with(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    @Test
    void stopsBeforeTheJobWhenTheInputIsMissing() {
        String missing = folder.resolve("bars.csv").toString();

        TestProject.Run run =
                project.run(
                        "backfill",
                        "--input",
                        missing,
                        "--venue",
                        "XNYS",
                        "--sink",
                        "csv",
                        "--output",
                        folder.resolve("out").toString());

        assertThat(run.code()).isEqualTo(ExitCodes.PREFLIGHT);
        assertThat(run.err()).contains(missing);
    }

    @Test
    void stopsBeforeTheJobWhenPostgresCannotBeReached() {
        TestProject.Run run =
                project.run(
                        "backfill",
                        "--source",
                        "simulated",
                        "--from",
                        "2025-01-01",
                        "--to",
                        "2025-02-01",
                        "--postgres-url",
                        "jdbc:postgresql://127.0.0.1:1/candlemill");

        assertThat(run.code()).isEqualTo(ExitCodes.PREFLIGHT);
        assertThat(run.err()).contains("127.0.0.1:1");
        assertThat(run.err()).doesNotContain("--resume");
    }

    @Test
    void wantsAQuery() {
        assertThat(project.run("sql").code()).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void completesItsCommands() {
        assertThat(project.run("completion").out())
                .contains("backfill", "--timeframes", "screen", "--slippage-bps");
    }
}
