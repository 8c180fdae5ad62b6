package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiCommandTest {

    @TempDir Path folder;

    @Test
    void saysWhatIsWrongBeforeItStartsAnything() {
        TestProject project = new TestProject(folder);

        assertThat(project.run("api", "--port", "70000").err())
                .contains("port 70000: expected one from 0 to 65535");
        assertThat(project.run("api", "--time-by", "mine").err())
                .contains("expected clock or data");
        assertThat(project.run("api", "--public-origin", "charts.example.org").err())
                .contains("expected scheme, name and port only, https://charts.example.org");
        assertThat(project.run("api", "--port", "x").code()).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void saysWhenTheNamedServerDoesNotAnswer() {
        TestProject project = new TestProject(folder);

        TestProject.Run run =
                project.run("api", "--postgres-url", "jdbc:postgresql://127.0.0.1:1/nothing");

        assertThat(run.code()).isEqualTo(ExitCodes.PREFLIGHT);
        assertThat(run.err()).contains("cannot connect to jdbc:postgresql://127.0.0.1:1/nothing");
    }
}
