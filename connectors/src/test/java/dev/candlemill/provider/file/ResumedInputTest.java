package dev.candlemill.provider.file;

import static dev.candlemill.provider.file.InputFolder.HEADER;
import static dev.candlemill.provider.file.InputFolder.line;
import static dev.candlemill.provider.file.InputFolder.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedInputTest {

    private static final long START = time("2024-07-02T13:30:00Z");
    private static final String BARS = HEADER + line("A", START, 1) + line("A", START + 300_000, 2);
    private static final String OLDER = line("A", START - 300_000, 3);

    private static final String WHAT_TO_DO =
            "; make it what it was, its time included, or start anew without --resume";

    @TempDir Path dir;
    private InputFolder folder;

    @BeforeEach
    void startARun() throws IOException {
        folder = new InputFolder(dir);
        write("a.csv", BARS);
        write("b.csv", HEADER + line("B", START, 1));
        InputFolder.read(folder.settings().build());
    }

    @Test
    void goesOnWithTheFilesThatItBeganWith() throws IOException {
        assertThat(InputFolder.read(resumed().build()).prepared().reused()).isTrue();
    }

    @Test
    void refusesAFileThatChangedSinceAndGoesOnWhenItIsBack() throws IOException {
        write("a.csv", BARS + OLDER);

        assertThat(problems(resumed()))
                .containsExactly(
                        real("a.csv")
                                + ": changed since the run began: expected "
                                + BARS.length()
                                + " bytes of 2024-07-02T13:30:00Z, found "
                                + (BARS.length() + OLDER.length())
                                + " bytes of 2024-07-02T13:30:00Z"
                                + WHAT_TO_DO);

        write("a.csv", BARS);
        assertThat(InputFolder.read(resumed().build()).prepared().reused()).isTrue();
    }

    @Test
    void refusesAnotherTimeANewFileAndAMissingOne() throws IOException {
        Files.setLastModifiedTime(folder.path("a.csv"), FileTime.fromMillis(START + 1));
        Files.delete(folder.path("b.csv"));
        write("c.csv", HEADER);

        assertThat(problems(resumed()))
                .satisfiesExactly(
                        a -> assertThat(a).contains("a.csv: ", "found 132 bytes of", "00.001Z"),
                        b -> assertThat(b).contains("b.csv: ", "found no such file"),
                        c -> assertThat(c).contains("c.csv: ", "expected no such file, found"));
    }

    @Test
    void refusesOtherOptionsAndALostStore() throws IOException {
        assertThat(problems(resumed().bar("1m")))
                .containsExactly(
                        dir.resolve("work")
                                + ": the run began with other options: expected [bar=null], found"
                                + " [bar=M1]; give the same options, or start anew without"
                                + " --resume");
        Files.delete(dir.resolve("work/manifest.json"));
        assertThat(problems(resumed()))
                .containsExactly(
                        dir.resolve("work")
                                + ": expected the sorted store of the run's first start, found"
                                + " none: put it back, or start anew without --resume");
    }

    @Test
    void makesADamagedStoreAgainFromTheSameFiles() throws IOException {
        Files.write(dir.resolve("work/bars.bin"), new byte[3]);

        InputFolder.Delivered delivered = InputFolder.read(resumed().build());

        assertThat(delivered.prepared().reused()).isFalse();
        assertThat(delivered.bars("A")).hasSize(2);
    }

    private void write(String name, String text) throws IOException {
        Files.setLastModifiedTime(folder.write(name, text), FileTime.fromMillis(START));
    }

    private FileSettingsBuilder resumed() {
        return folder.settings().resumed(true);
    }

    private Path real(String name) throws IOException {
        return folder.path(name).toRealPath();
    }

    private static List<String> problems(FileSettingsBuilder settings) {
        FileInputException error =
                catchThrowableOfType(
                        FileInputException.class, () -> InputFolder.read(settings.build()));
        assertThat(error).isNotNull();
        return error.problems().stream().map(Object::toString).toList();
    }
}
