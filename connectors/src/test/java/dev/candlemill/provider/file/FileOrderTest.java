package dev.candlemill.provider.file;

import static dev.candlemill.provider.file.InputFolder.HEADER;
import static dev.candlemill.provider.file.InputFolder.line;
import static dev.candlemill.provider.file.InputFolder.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarPage;
import dev.candlemill.provider.file.InputFolder.Delivered;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileOrderTest {

    private static final long START = time("2024-07-01T00:00:00Z");
    private static final long SIZE = 300_000L;

    @TempDir Path dir;
    private InputFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new InputFolder(dir);
    }

    /** Two bars of one time differ in their volume, which counts the lines as they arrive. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void givesTheSortedLinesHoweverTheyAreSplitAndShuffled(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, List<Bar>> expected = writeRandomFiles(random);
        FileSettingsBuilder settings =
                folder.settings().pageBars(1 + random.nextInt(50)).sortBars(1 + random.nextInt(40));
        Delivered delivered = InputFolder.read(settings.build());
        expected.forEach((symbol, bars) -> assertThat(delivered.bars(symbol)).isEqualTo(bars));
        assertThat(delivered.pages().keySet()).isEqualTo(expected.keySet());
        assertThat(delivered.prepared().counts().isBalanced()).isTrue();
        assertThat(delivered.records()).isEqualTo(delivered.prepared().counts().bars());
        delivered.pages().values().forEach(FileOrderTest::assertProgressFits);
        assertNothingLeftBehind();
    }

    @Test
    void laterInputsComeLaterAmongEqualTimes() throws IOException {
        Path later = folder.write("a.csv", HEADER + line("A", START, 2));
        Path earlier =
                folder.write("b.csv", HEADER + line("A", START + SIZE, 3) + line("A", START, 1));
        Delivered delivered =
                InputFolder.read(folder.emptySettings().input(earlier).input(later).build());
        assertThat(delivered.bars("A")).extracting(Bar::volume).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void continuesAtEveryPosition() throws Exception {
        writeRandomFiles(new Random(7));
        folder.write("bad.csv", HEADER + "S0,nonsense\n" + line("S0", START, Double.NaN));
        FileProvider provider = copy(new FileProvider(folder.settings().pageBars(7).build()));
        SymbolRange range = provider.plan().get(0);
        List<BarPage> all = InputFolder.pages(provider, range, 0);
        FileProvider elsewhere = copy(provider);
        try (PageCursor cursor = provider.open(range, 0)) {
            for (int i = 0; i < all.size(); i++) {
                List<BarPage> rest = InputFolder.pages(elsewhere, range, cursor.position());
                assertThat(rest).usingRecursiveComparison().isEqualTo(all.subList(i, all.size()));
                cursor.next();
            }
            assertThat(cursor.next()).isNull();
            assertThat(InputFolder.pages(elsewhere, range, cursor.position())).isEmpty();
        }
    }

    @Test
    void reusesTheStoreUntilAnInputChanges() throws IOException {
        Path file = folder.write("a.csv", HEADER + line("A", START, 1));
        FileSettings settings = folder.settings().build();
        assertThat(InputFolder.read(settings).prepared().reused()).isFalse();
        assertThat(InputFolder.read(settings).prepared().reused()).isTrue();
        assertThat(InputFolder.read(folder.settings().bar("1m").build()).prepared().reused())
                .isFalse();
        Files.setLastModifiedTime(file, FileTime.fromMillis(START));
        assertThat(InputFolder.read(settings).prepared().reused()).isFalse();
        Files.write(dir.resolve("work/bars.bin"), new byte[3]);
        assertThat(InputFolder.read(settings).bars("A")).hasSize(1);
        Files.writeString(dir.resolve("work/manifest.json"), "{\"version\":");
        assertThat(InputFolder.read(settings).bars("A")).hasSize(1);
    }

    @Test
    void writesInputInOrderOnceAndMergesManyRunsOtherwise() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.insert(0, line("A", START + i * SIZE, i));
        }
        folder.write("a.csv", HEADER + text);
        Delivered delivered = InputFolder.read(folder.settings().sortBars(3).build());
        assertThat(delivered.bars("A"))
                .hasSize(5000)
                .isSortedAccordingTo(Comparator.comparing(Bar::openTime));
        assertNothingLeftBehind();
    }

    @Test
    void reportsProgressUpToTheWhole() throws IOException {
        folder.write("a.csv", HEADER + line("A", START, 1));
        List<Long> seen = new ArrayList<>();
        new FileProvider(folder.settings().build())
                .prepare((bytes, ofBytes) -> Collections.addAll(seen, bytes, ofBytes));
        assertThat(seen).containsExactly(seen.get(1), Files.size(folder.path("a.csv")));
    }

    private Map<String, List<Bar>> writeRandomFiles(Random random) throws IOException {
        int files = 1 + random.nextInt(5);
        double arrival = 0;
        Map<String, List<Bar>> expected = new TreeMap<>();
        for (int file = 0; file < files; file++) {
            StringBuilder text = new StringBuilder(HEADER);
            int lines = random.nextInt(400) + 1;
            for (int i = 0; i < lines; i++) {
                String symbol = "S" + random.nextInt(3);
                long openTime = START + random.nextInt(300) * SIZE;
                arrival++;
                text.append(line(symbol, openTime, arrival));
                expected.computeIfAbsent(symbol, s -> new ArrayList<>())
                        .add(new Bar(openTime, 10, 12, 9, 11, arrival));
            }
            boolean gzip = random.nextBoolean();
            String name = (char) ('a' + file) + ".csv" + (gzip ? ".gz" : "");
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            folder.write(name, gzip ? InputFolder.gzipped(text.toString()) : bytes);
        }
        expected.values().forEach(bars -> bars.sort(Comparator.comparing(Bar::openTime)));
        return expected;
    }

    private static void assertProgressFits(List<BarPage> pages) {
        for (int i = 0; i < pages.size(); i++) {
            boolean last = i == pages.size() - 1;
            BarPage page = pages.get(i);
            long next =
                    last
                            ? page.bars().openTime(page.bars().size() - 1) + SIZE
                            : pages.get(i + 1).bars().openTime(0);
            assertThat(page.coveredUntil()).isEqualTo(next);
        }
    }

    private void assertNothingLeftBehind() throws IOException {
        try (Stream<Path> left = Files.list(dir.resolve("work"))) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("bars.bin", "bad-lines.bin", "manifest.json");
        }
    }

    private static FileProvider copy(FileProvider provider) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(provider);
        return (FileProvider)
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }
}
