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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarSizesTest {

    private static final long START = time("2024-07-02T13:30:00Z");
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final Collector<CharSequence, ?, String> LINES = Collectors.joining("\n");

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void refusesBothSizesHoweverTheirLinesStand(long seed) throws IOException {
        String lines = bars("A", MINUTE, 20) + bars("A", 5 * MINUTE, 20);
        folder.write("x.csv", HEADER + shuffled(lines, seed));

        assertRefused(folder.settings(), "A: both bar sizes in one run: 5m bars from x.csv:");
        assertRefused(folder.settings().bar("1m"), "A: both bar sizes in one run");
        assertRefused(folder.settings().bar("5m"), "A: expected 5m bars as declared, found one");
        assertRefused(folder.settings().stamp("close"), "A: both bar sizes in one run");
        assertRefused(folder.settings().sortBars(3), "A: both bar sizes in one run");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void refusesBothSizesInOneStretchOfTimeWithLinesOfBothInEveryFile(long seed)
            throws IOException {
        String lines = shuffled(bars("A", MINUTE, 100) + bars("A", 5 * MINUTE, 20), seed);
        int half = lines.indexOf('\n', lines.length() / 2) + 1;
        folder.write("x.csv", HEADER + lines.substring(0, half));
        folder.write("y.csv", HEADER + lines.substring(half));

        assertRefused(folder.settings(), "A: both bar sizes in one run");
        assertRefused(folder.settings().bar("1m"), "A: both bar sizes in one run");
    }

    @Test
    void refusesFiveMinuteBarsOverThinMinuteBars() throws IOException {
        Random random = new Random(1);
        String thin =
                bars("A", MINUTE, 390).lines().filter(line -> random.nextBoolean()).collect(LINES);
        folder.write("x.csv", HEADER + shuffled(thin + "\n" + bars("A", 5 * MINUTE, 78), 1));

        assertRefused(folder.settings(), "A: both bar sizes in one run");
    }

    @Test
    void takesShuffledAndRepeatedMinuteBarsForWhatTheyAre() throws IOException {
        String lines = bars("A", MINUTE, 2000);
        Random random = new Random(1);
        String repeated = lines.lines().filter(line -> random.nextInt(4) == 0).collect(LINES);
        String thin = lines.lines().filter(line -> random.nextInt(3) == 0).collect(LINES);
        folder.write("x.csv", HEADER + shuffled(lines + repeated, 1));
        folder.write("thin.csv", HEADER + shuffled(thin.replace("A,", "T,"), 1));

        for (String declared : List.of("auto", "1m")) {
            Delivered delivered = InputFolder.read(folder.settings().bar(declared).build());
            assertThat(size(delivered, "A")).isEqualTo(BarSize.M1);
            assertThat(size(delivered, "T")).isEqualTo(BarSize.M1);
        }
    }

    @Test
    void refusesShuffledMinuteBarsDeclaredAsFiveMinutesAndTheReverse() throws IOException {
        folder.write("x.csv", HEADER + shuffled(bars("A", MINUTE, 20), 1));
        folder.write("y.csv", HEADER + shuffled(bars("B", 5 * MINUTE, 20), 1));

        assertRefused(
                folder.settings().bar("5m"), "A: expected 5m bars as declared, found one every");
        assertRefused(
                folder.settings().bar("1m"),
                "B: expected 1m bars as declared, found one every 5 minutes");
    }

    @Test
    void leavesNoStoreOfRefusedFilesBehind() throws IOException {
        folder.write("x.csv", HEADER + bars("A", MINUTE, 20));
        assertRefused(folder.settings().bar("5m"), "A: expected 5m bars");
        assertThat(dir.resolve("work")).isEmptyDirectory();
    }

    @Test
    void refusesShuffledHoursAndDays() throws IOException {
        folder.write("hours.csv", HEADER + shuffled(bars("H", HOUR, 20), 1));
        folder.write("days.csv", HEADER + shuffled(bars("D", 24 * HOUR, 5), 1));
        assertRefused(
                folder.settings(),
                "H: expected 1m or 5m bars, found bars of an hour or more",
                "D: expected 1m or 5m bars, found daily bars");
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

    private static String shuffled(String lines, long seed) {
        List<String> shuffled = new ArrayList<>(lines.lines().toList());
        Collections.shuffle(shuffled, new Random(seed));
        return String.join("\n", shuffled) + "\n";
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
