package dev.candlemill.provider.file;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarPage;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes input files into a test's folder and reads them back through a provider. */
final class InputFolder {

    static final String HEADER = "symbol,timestamp_utc_iso8601,open,high,low,close,volume\n";
    static final long CLOCK = time("2026-01-01T00:00:00Z");

    private final Path dir;

    InputFolder(Path dir) {
        this.dir = dir;
    }

    static long time(String iso) {
        return Instant.parse(iso).toEpochMilli();
    }

    /** {@code AAPL,2024-07-02T13:30:00Z,10,12,9,11,100} with the volume telling bars apart. */
    static String line(String symbol, long openTime, double volume) {
        return symbol + "," + Instant.ofEpochMilli(openTime) + ",10,12,9,11," + volume + "\n";
    }

    Path path(String name) {
        return dir.resolve("in").resolve(name);
    }

    Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name, byte[] bytes) throws IOException {
        Files.createDirectories(path(name).getParent());
        return Files.write(path(name), bytes);
    }

    static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Settings for everything that was written. */
    FileSettingsBuilder settings() {
        return emptySettings().input(dir.resolve("in"));
    }

    FileSettingsBuilder emptySettings() {
        return FileSettings.builder(dir.resolve("work"), CLOCK);
    }

    /** What came out of one run. */
    record Delivered(PreparedFiles prepared, Map<String, List<BarPage>> pages) {

        List<Bar> bars(String symbol) {
            List<Bar> bars = new ArrayList<>();
            for (BarPage page : pages.getOrDefault(symbol, List.of())) {
                for (int i = 0; i < page.bars().size(); i++) {
                    bars.add(page.bars().bar(i));
                }
            }
            return bars;
        }

        List<BadLine> badLines() {
            return pages.values().stream()
                    .flatMap(List::stream)
                    .flatMap(page -> page.badLines().stream())
                    .toList();
        }

        long records() {
            return pages.values().stream()
                    .flatMap(List::stream)
                    .mapToLong(BarPage::inputCount)
                    .sum();
        }
    }

    static Delivered read(FileSettings settings) throws IOException {
        FileProvider provider = new FileProvider(settings);
        PreparedFiles prepared = provider.prepare(PrepareProgress.none());
        Map<String, List<BarPage>> pages = new TreeMap<>();
        for (SymbolRange range : provider.plan()) {
            pages.put(range.symbol(), pages(provider, range, 0));
        }
        return new Delivered(prepared, pages);
    }

    static List<BarPage> pages(FileProvider provider, SymbolRange range, long position)
            throws IOException {
        List<BarPage> pages = new ArrayList<>();
        try (PageCursor cursor = provider.open(range, position)) {
            BarPage page = cursor.next();
            while (page != null) {
                pages.add(page);
                page = cursor.next();
            }
        }
        return pages;
    }
}
