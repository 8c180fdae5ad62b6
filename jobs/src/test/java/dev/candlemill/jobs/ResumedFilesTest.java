package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint counts lines of the files that the run began with, so only these will do. */
class ResumedFilesTest {

    private static final String BARS =
            "symbol,time,open,high,low,close\nA,2024-07-02T13:30:00Z,10,12,9,11\n";

    @TempDir private Path folder;

    @Test
    void refusesToGoOnWithAFileThatGotAnOlderLine() throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), BARS);
        crashAfterACheckpoint(file);
        Files.writeString(file, "A,2024-07-02T13:25:00Z,10,12,9,11\n", StandardOpenOption.APPEND);
        BackfillOptions resumed = arguments("--resume").options();

        PreflightException refusal =
                catchThrowableOfType(
                        PreflightException.class,
                        () -> new Backfill(resumed, BackfillProgress.SILENT).run());

        assertThat(resumed.execution().restoreFrom()).isPresent();
        assertThat(refusal)
                .hasMessageStartingWith(
                        file + ": changed since the run began: expected " + BARS.length())
                .hasMessageEndingWith("or start anew without --resume");
    }

    private void crashAfterACheckpoint(Path file) throws Exception {
        BackfillArguments first =
                arguments(
                        "--input=" + file,
                        "--venue=XNYS",
                        "--sink=csv",
                        "--output=" + folder.resolve("out"));
        first.memory().remember();
        BackfillOptions options = first.options();
        BackfillSource.provider(options, System.currentTimeMillis()).plan();
        Path run = options.execution().workFolder(options.jobId()).getParent();
        Path checkpoint = Files.createDirectories(run.resolve("0a1b").resolve("chk-1"));
        Files.writeString(checkpoint.resolve("_metadata"), "x");
    }

    private BackfillArguments arguments(String... flags) throws Exception {
        List<String> all = new ArrayList<>(List.of(flags));
        all.addAll(List.of("--checkpoint-dir", folder.resolve("checkpoints").toUri().toString()));
        Surroundings surroundings = new Surroundings(Map.of(), Clock.systemUTC(), Map.of());
        return BackfillArguments.parse(all.toArray(new String[0]), surroundings);
    }
}
