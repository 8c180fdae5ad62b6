package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SetupCommandTest {

    @TempDir Path folder;

    @Test
    void addsChangesAndRemovesSetups() {
        TestProject project = new TestProject(folder);

        TestProject.Run added = add(project, "aapl-hourly", "1D,60m");
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(added.out())
                .isEqualToNormalizingNewlines(
                        """
                        id          | status | symbol    | timeframes | strategies                     | indicators | reason
                        aapl-hourly | active | XNAS:AAPL | 1h 1d      | rsi(14,30,70) sma_cross(20,50) |            |
                        (1 setup)
                        """);
        assertThat(add(project, "aapl-hourly", "1h").code()).isEqualTo(ExitCodes.USAGE);

        assertThat(project.run("setup", "edit", "aapl-hourly", "--timeframes", "4h").out())
                .contains("| 4h  ");
        assertThat(project.run("setup", "pause", "aapl-hourly", "--reason", "earnings").out())
                .contains("| paused |")
                .contains("| earnings\n");
        assertThat(project.run("setup", "resume", "aapl-hourly").out()).contains("| active |");
        assertThat(project.run("setup", "list", "--json").out())
                .startsWith(
                        "[{\"id\":\"aapl-hourly\",\"status\":\"active\",\"status_reason\":\"\","
                                + "\"symbol\":\"XNAS:AAPL\",\"timeframes\":[\"4h\"],"
                                + "\"strategies\":[\"rsi(14,30,70)\",\"sma_cross(20,50)\"],"
                                + "\"indicators\":[],\"created_at\":");
        assertThat(project.run("setup", "remove", "aapl-hourly").out()).contains("(0 setups)");
        assertRefusals(project);
    }

    private static void assertRefusals(TestProject project) {
        TestProject.Run unknown = project.run("setup", "pause", "nobody");
        assertThat(unknown.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(unknown.err()).contains("no setup 'nobody'");
        TestProject.Run wrong =
                project.run("setup", "add", "X", "--symbol", "A", "--strategy", "rsi(");
        assertThat(wrong.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(wrong.err())
                .contains("id 'X'")
                .contains("expected at least one timeframe")
                .contains("cannot read 'rsi('");
    }

    @Test
    void wantsAnId() {
        TestProject.Run run = new TestProject(folder).run("setup", "remove");

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("expected the ID of a setup");
    }

    @Test
    void saysWhenPostgresCannotBeReached() {
        TestProject.Run run =
                new TestProject(folder)
                        .run(
                                "setup",
                                "list",
                                "--postgres-url",
                                "jdbc:postgresql://127.0.0.1:1/candlemill");

        assertThat(run.code()).isEqualTo(ExitCodes.PREFLIGHT);
        assertThat(run.err()).contains("cannot read the setups");
    }

    private static TestProject.Run add(TestProject project, String id, String timeframes) {
        return project.run(
                "setup",
                "add",
                id,
                "--symbol",
                "XNAS:AAPL",
                "--timeframes",
                timeframes,
                "--strategy",
                "rsi(14, 30, 70)",
                "--strategy",
                "sma_cross(20,50)");
    }
}
