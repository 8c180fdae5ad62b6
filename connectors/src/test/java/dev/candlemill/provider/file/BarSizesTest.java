package dev.candlemill.provider.file;

import static dev.candlemill.provider.file.InputFolder.HEADER;
import static dev.candlemill.provider.file.InputFolder.line;
import static dev.candlemill.provider.file.InputFolder.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.BarSize;
import dev.candlemill.provider.file.InputFolder.Delivered;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarSizesTest {

    private static final long START = time("2024-07-02T13:30:00Z");
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;

    @TempDir Path dir;
    private InputFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new InputFolder(dir);
    }

    @Test
    void infersTheSizePerSymbol() throws IOException {
        folder.write("a.csv", HEADER + bars("ONE", MINUTE, 30) + bars("FIVE", 5 * MINUTE, 30));
        Delivered delivered = InputFolder.read(folder.settings().build());
        assertThat(size(delivered, "ONE")).isEqualTo(BarSize.M1);
        assertThat(size(delivered, "FIVE")).isEqualTo(BarSize.M5);
    }

    @Test
    void takesSparseBarsOnTheGridForFiveMinutes() throws IOException {
        String sparse = line("A", START, 1) + line("A", START + 35 * MINUTE, 1);
        folder.write("a.csv", HEADER + sparse);
        assertThat(size(InputFolder.read(folder.settings().build()), "A")).isEqualTo(BarSize.M5);
        assertThat(size(InputFolder.read(folder.settings().bar("1m").build()), "A"))
                .isEqualTo(BarSize.M1);
    }

    @Test
    void doesNotMistakeAThinMinuteFileForFiveMinutes() throws IOException {
        folder.write("a.csv", HEADER + bars("A", MINUTE, 30));
        String thin = line("A", START + HOUR, 1) + line("A", START + HOUR + 25 * MINUTE, 1);
        folder.write("b.csv", HEADER + thin + line("A", START + HOUR + 40 * MINUTE, 1));
        assertThat(size(InputFolder.read(folder.settings().build()), "A")).isEqualTo(BarSize.M1);
    }

    @Test
    void refusesBothSizesInTwoFiles() throws IOException {
        folder.write("five.csv", HEADER + bars("A", 5 * MINUTE, 3));
        folder.write("one.csv", HEADER + bars("A", MINUTE, 3));
        assertRefused(folder.settings(), "one.csv:3: A: both bar sizes", "five.csv:2");
    }

    @Test
    void refusesBothSizesInOneFile() throws IOException {
        folder.write("x.csv", HEADER + bars("A", MINUTE, 20) + bars("A", 5 * MINUTE, 20));
        assertRefused(folder.settings(), "x.csv:3: A: both bar sizes", "x.csv:");
    }

    @Test
    void refusesMinuteBarsDeclaredAsFiveMinutes() throws IOException {
        folder.write("x.csv", HEADER + bars("A", MINUTE, 20));
        assertRefused(folder.settings().bar("5m"), "x.csv:2: A: expected 5m bars as declared");
    }

    @Test
    void refusesHoursDaysAndSecondsUnlessDeclared() throws IOException {
        folder.write("hours.csv", HEADER + bars("H", HOUR, 20));
        folder.write("days.csv", HEADER + bars("D", 24 * HOUR, 5));
        folder.write(
                "dates.csv", "Date,Open,High,Low,Close,Adj Close,Volume\n2024-07-02,1,1,1,1,1,1\n");
        folder.write("seconds.csv", HEADER + bars("S", 1000, 60));
        assertRefused(
                folder.settings(),
                "hours.csv:2: H: expected 1m or 5m bars, found bars of an hour or more",
                "days.csv:2: D: expected 1m or 5m bars, found daily bars",
                "dates.csv:2: dates: expected 1m or 5m bars, found daily bars",
                "seconds.csv:2: S: expected 1m or 5m bars, found bars shorter than a minute",
                "say --bar 5m");
        Delivered delivered = InputFolder.read(folder.settings().bar("5m").build());
        assertThat(delivered.bars("H")).hasSize(20);
        assertThat(delivered.badLines()).hasSize(59);
    }

    private static String bars(String symbol, long gap, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(line(symbol, START + i * gap, 1));
        }
        return text.toString();
    }

    private static BarSize size(Delivered delivered, String symbol) {
        return delivered.pages().get(symbol).get(0).bars().barSize(0);
    }

    private static void assertRefused(FileSettingsBuilder settings, String... parts) {
        assertThatThrownBy(() -> InputFolder.read(settings.build()))
                .isInstanceOf(FileInputException.class)
                .hasMessageContainingAll(parts);
    }
}
