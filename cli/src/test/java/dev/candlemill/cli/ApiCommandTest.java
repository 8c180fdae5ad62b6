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

        TestProject.Run run =
                project.with("CANDLEMILL_API_TIME_BY", "mine")
                        .run(
                                "api",
                                "--port=70000",
                                "--public-origin=charts.example.org",
                                "--venue=XNYX",
                                "--timeframes=1h");

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err())
                .contains("api.port: found \"70000\" in flag --port, expected a whole number")
                .contains("CANDLEMILL_API_TIME_BY, expected one of clock, data")
                .contains("api.public-origins: found \"charts.example.org\"")
                .contains("did you mean XNYS?")
                .contains("--timeframes");
    }

    @Test
    void printsItsSettingsAndNoSecret() {
        TestProject project = new TestProject(folder);

        TestProject.Run run =
                project.with("CANDLEMILL_POSTGRES_PASSWORD", "sesame")
                        .run("api", "--print-config", "--port=0", "--alignment=clock");

        assertThat(run.code()).isEqualTo(ExitCodes.OK);
        assertThat(run.out())
                .containsPattern("api.port: 0 +# flag --port")
                .containsPattern("alignment: clock +# flag --alignment")
                .containsPattern("postgres.user: candlemill_api +# default")
                .doesNotContain("sesame")
                .doesNotContain("checkpoint");
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
