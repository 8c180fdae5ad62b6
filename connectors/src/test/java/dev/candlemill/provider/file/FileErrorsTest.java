package dev.candlemill.provider.file;

import static dev.candlemill.provider.file.InputFolder.HEADER;
import static dev.candlemill.provider.file.InputFolder.line;
import static dev.candlemill.provider.file.InputFolder.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candlemill.source.SymbolRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileErrorsTest {

    private static final long START = time("2024-07-02T13:30:00Z");

    @TempDir Path dir;
    private InputFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new InputFolder(dir);
    }

    @Test
    void reportsAllWrongFilesAtOnce() throws IOException {
        folder.write("empty.csv", "");
        folder.write("blank.csv", "\uFEFF\n  \n");
        folder.write("good.csv", HEADER + line("A", START, 1));
        folder.write("no.csv", "symbol,time,open,hgih,low,close\n");
        folder.write("not.csv.gz", "time,open");
        folder.write("zip.csv", "PK\3\4rest");
        assertThat(problems(folder.settings()))
                .satisfiesExactly(
                        blank -> assertThat(blank).startsWith("blank.csv: empty file"),
                        empty -> assertThat(empty).startsWith("empty.csv: empty file: expected"),
                        header ->
                                assertThat(header)
                                        .startsWith("no.csv:1: expected a header")
                                        .contains("no column for high (high, h)")
                                        .contains("found \"symbol,time,open,hgih,low,close\"")
                                        .endsWith("nearest: \"hgih\" for high"),
                        gzip -> assertThat(gzip).startsWith("not.csv.gz: expected gzip"),
                        zip -> assertThat(zip).startsWith("zip.csv: a zip archive"));
    }

    @Test
    void reportsDataWithoutAHeader() throws IOException {
        folder.write("x.csv", "\n1719927000,1,2,3,4,5\n");
        folder.write("y.csv", "A,2024-07-02T13:30:00Z,1,2,3,4,5\n");
        assertThat(problems(folder.settings()))
                .satisfiesExactly(
                        x -> assertThat(x).startsWith("x.csv:2: expected a header"),
                        y -> assertThat(y).startsWith("y.csv:1: expected a header"));
    }

    @Test
    void reportsColumnsThatCannotBeTold() throws IOException {
        String prices = ",open,high,low,close";
        folder.write("a.csv", "time" + prices + ",Volume BTC,Volume USD\n");
        folder.write("b.csv", "date,time" + prices + "\n");
        folder.write("c.csv", "time" + prices + ",Close\n");
        assertThat(problems(folder.settings()))
                .satisfiesExactly(
                        a -> assertThat(a).contains("--columns volume=").contains("Volume BTC"),
                        b -> assertThat(b).contains("a date and a time column"),
                        c -> assertThat(c).contains("the column close stands twice"));
        assertThat(problems(folder.settings().columns("open=First")))
                .anyMatch(p -> p.startsWith("c.csv:1: --columns names \"First\" for open"));
    }

    @Test
    void reportsEveryBrokenGzipWithItsLine() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            text.append(line("A", START + i * 300_000L, random.nextInt(1_000_000)));
        }
        byte[] whole = InputFolder.gzipped(text.toString());
        folder.write("a.csv.gz", Arrays.copyOf(whole, whole.length / 2));
        folder.write("b.csv.gz", Arrays.copyOf(whole, 5));
        byte[] corrupt = whole.clone();
        Arrays.fill(corrupt, whole.length / 2, whole.length / 2 + 2000, (byte) 0x55);
        folder.write("c.csv.gz", corrupt);
        folder.write("d.csv.gz", Arrays.copyOf(whole, whole.length - 6));
        assertThat(problems(folder.settings())).containsExactly("b.csv.gz: truncated gzip");
        Files.delete(folder.path("b.csv.gz"));
        assertThat(problems(folder.settings()))
                .satisfiesExactly(
                        a -> assertThat(a).matches("a.csv.gz:\\d+: truncated gzip.*"),
                        c -> assertThat(c).matches("c.csv.gz:\\d+: corrupt gzip.*"),
                        d -> assertThat(d).matches("d.csv.gz:\\d+: truncated gzip.*"));
    }

    @Test
    void reportsMissingInputsAndEmptyFolders() throws IOException {
        Files.createDirectories(dir.resolve("void"));
        assertThat(
                        problems(
                                folder.emptySettings()
                                        .input(dir.resolve("nowhere.csv"))
                                        .input(dir.resolve("void"))))
                .satisfiesExactly(
                        a -> assertThat(a).contains("nowhere.csv: no such file or folder"),
                        b -> assertThat(b).contains("void: no file to read"));
    }

    @Test
    void warnsOfAHeaderWithoutBars() throws IOException {
        folder.write("a.csv", HEADER);
        PreparedFiles prepared = InputFolder.read(folder.settings().build()).prepared();
        assertThat(prepared.warnings()).containsExactly("a.csv: only a header, 0 bars");
        assertThat(prepared.symbols()).isZero();
    }

    @Test
    void namesAllMistakesInSettings() {
        FileSettingsBuilder settings =
                folder.emptySettings()
                        .zone("Mars/Base")
                        .stamp("middle")
                        .bar("1d")
                        .bar("7m")
                        .symbol("../x")
                        .columns("tiem=x,open")
                        .from(5)
                        .to(5);
        assertThatThrownBy(settings::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Mars/Base")
                .hasMessageContaining("found \"middle\"")
                .hasMessageContaining("daily bars")
                .hasMessageContaining("found \"7m\"")
                .hasMessageContaining("\"../x\"")
                .hasMessageContaining("found \"tiem=x\"; nearest: time")
                .hasMessageContaining("found \"open\"")
                .hasMessageContaining("from before to")
                .hasMessageContaining("at least one file");
    }

    @Test
    void saysWhenReadersDoNotSeeTheStore() {
        FileProvider provider = new FileProvider(folder.settings().build());
        assertThatThrownBy(() -> provider.open(new SymbolRange("A", 0, 1), 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a sorted store in " + dir.resolve("work"));
    }

    private static List<String> problems(FileSettingsBuilder settings) {
        FileInputException error =
                catchThrowableOfType(
                        FileInputException.class, () -> InputFolder.read(settings.build()));
        assertThat(error).isNotNull();
        return error.problems().stream().map(Object::toString).toList();
    }
}
