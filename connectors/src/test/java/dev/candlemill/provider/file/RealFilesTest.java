package dev.candlemill.provider.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candlemill.provider.file.InputFolder.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of the shared market data, against the row counts that its README gives. */
class RealFilesTest {

    private static final Pattern ROW = Pattern.compile("\\| `(bars/[^`]+)` \\| (\\d+) \\|.*");

    @TempDir Path dir;
    private Path data;

    @BeforeEach
    void findData() {
        Path found = sharedData();
        assumeTrue(found != null, "no market data: expected a folder shared/data beside the repo");
        data = found;
    }

    @Test
    void readsEveryMinuteFileWithoutABadLine() throws IOException {
        Map<String, Integer> rows = rows();
        assertThat(rows).hasSizeGreaterThan(25);
        for (Map.Entry<String, Integer> file : rows.entrySet()) {
            if (file.getKey().contains("_1m_") || file.getKey().contains("_5m_")) {
                assertReads(file.getKey(), "auto", file.getValue());
            }
        }
    }

    @Test
    void refusesCoarserAndFinerFilesUnlessDeclared() throws IOException {
        for (Map.Entry<String, Integer> file : rows().entrySet()) {
            String name = file.getKey();
            if (name.contains("_1m_") || name.contains("_5m_")) {
                continue;
            }
            assertThatThrownBy(() -> InputFolder.read(settings(name, "auto")))
                    .isInstanceOf(FileInputException.class)
                    .hasMessageContaining("expected 1m or 5m bars");
            if (!name.contains("_1s_")) {
                assertReads(name, "5m", file.getValue());
            }
        }
    }

    private void assertReads(String file, String bar, int rows) throws IOException {
        Delivered delivered = InputFolder.read(settings(file, bar));
        assertThat(delivered.badLines()).as(file).isEmpty();
        assertThat(delivered.records()).as(file).isEqualTo(rows);
        assertThat(delivered.prepared().counts())
                .as(file)
                .isEqualTo(new LineCounts(rows, rows, 0, 0, 0));
    }

    private FileSettings settings(String file, String bar) {
        return new InputFolder(dir).emptySettings().input(data.resolve(file)).bar(bar).build();
    }

    private Map<String, Integer> rows() throws IOException {
        Map<String, Integer> rows = new TreeMap<>();
        for (String line : Files.readAllLines(data.resolve("README.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), Integer.valueOf(row.group(2)));
            }
        }
        return rows;
    }

    private static @Nullable Path sharedData() {
        String root = System.getProperty("candlemill.root", "");
        for (Path at = Path.of(root).toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/data/bars"))) {
                return at.resolve("shared/data");
            }
        }
        return null;
    }
}
