package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first minute with candlemill, with a month instead of three years. */
final class DemoCommandTest {

    private static final String[] DEMO = {"demo", "--once", "--from", "2025-12-01"};

    @TempDir Path folder;

    @Test
    void fillsTheStoresOnceAndSaysWhatItDid() {
        TestProject project = new TestProject(folder);

        TestProject.Run first = project.run(DEMO);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .containsPattern("5m +78,240 +0\n")
                .containsPattern("1d +595 +0\n")
                .containsPattern("1M +25 +0\n")
                .containsPattern("in +78,240\n= accepted +78,240 +\\(corrected 0\\)\n")
                .containsPattern("sma_cross\\(20,50\\) \\| 1h +\\| +\\d+")
                .contains("./candlemill sql");

        TestProject.Run second = project.run(DEMO);
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out())
                .contains("nothing added and nothing changed")
                .containsPattern("\\+ duplicate +78,240\n");
        assertThat(signals(second)).isEqualTo(signals(first));
        assertThat(project.run("sql", "SELECT max(revision) AS revision FROM candles").out())
                .containsPattern("\n +1\n");
    }

    private static String signals(TestProject.Run run) {
        return run.out().substring(run.out().indexOf("signals that stand"));
    }
}
