package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a refused attempt leaves in the folder that resumes look into. */
class RefusedRunTest {

    private static final String NOWHERE = "--set=postgres.url=jdbc:postgresql://127.0.0.1:1/none";

    @TempDir private Path folder;

    @Test
    void leavesAnEarlierAttemptOfTheSameIdAsItWas() throws Exception {
        Path earlier = folder.resolve("checkpoints/nightly");
        Path checkpoint = Files.createDirectories(earlier.resolve("0a1b/chk-7"));
        Files.writeString(earlier.resolve("settings.yaml"), "job.id: nightly\n");
        Files.writeString(checkpoint.resolve("_metadata"), "x");

        assertThatThrownBy(() -> run(files("mistyped.csv")))
                .isInstanceOf(PreflightException.class)
                .hasMessageContaining("mistyped.csv");

        assertThat(earlier.resolve("settings.yaml")).hasContent("job.id: nightly");
        assertThat(checkpoint.resolve("_metadata")).exists();
    }

    @Test
    void leavesNoFolderThatAResumeCouldTakeForTheNewest() {
        assertThatThrownBy(() -> BackfillJob.main(files("mistyped.csv")))
                .isInstanceOf(PreflightException.class);
        assertThat(folder.resolve("checkpoints/nightly")).doesNotExist();

        String[] live = {
            "--source=simulated", "--sink=postgres", NOWHERE, "--checkpoint-dir=" + checkpoints()
        };
        assertThatThrownBy(() -> LiveJob.main(live)).isInstanceOf(PreflightException.class);
        assertThat(folder.resolve("checkpoints/live")).doesNotExist();
    }

    private static void run(String[] arguments) throws Exception {
        BackfillArguments parsed =
                BackfillArguments.parse(
                        arguments, new Surroundings(Map.of(), Clock.systemUTC(), Map.of()));
        new Backfill(parsed.options(), BackfillProgress.SILENT, parsed.memory()).run();
    }

    private String[] files(String input) {
        return new String[] {
            "--job-id=nightly",
            "--input=" + folder.resolve(input),
            "--venue=XNYS",
            "--sink=csv",
            "--output=" + folder.resolve("out"),
            "--checkpoint-dir=" + checkpoints()
        };
    }

    private String checkpoints() {
        return folder.resolve("checkpoints").toUri().toString();
    }
}
