package dev.candlemill.provider.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.candlemill.bar.BarSize;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files in which all bars stand sorted by symbol, time and arrival. The manifest is written
 * last: a store without one is unfinished.
 */
final class Store {

    private static final int VERSION = 2;
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

    private final Path dir;

    Store(Path dir) {
        this.dir = dir;
    }

    /**
     * @param key what the store was made from: settings, and the files' names, sizes and times
     * @param files their names for people, by their numbers
     */
    record Manifest(
            int version,
            List<String> key,
            List<String> files,
            LineCounts counts,
            List<String> warnings,
            List<StoredSymbol> symbols) {

        Manifest(
                List<String> key,
                List<String> files,
                LineCounts counts,
                List<String> warnings,
                List<StoredSymbol> symbols) {
            this(VERSION, key, files, counts, warnings, symbols);
        }
    }

    /**
     * @param firstRecord its place among all records of the store
     * @param records bars and bad lines
     * @param firstBar open time of the first bar that can be true
     * @param lastBar open time of the last bar that can be true; below {@code firstBar} for none
     */
    record StoredSymbol(
            String name,
            BarSize barSize,
            long firstRecord,
            long records,
            long firstBar,
            long lastBar) {

        boolean hasRange() {
            return firstBar <= lastBar;
        }
    }

    Path dir() {
        return dir;
    }

    Path bars() {
        return dir.resolve("bars.bin");
    }

    Path badLines() {
        return dir.resolve("bad-lines.bin");
    }

    /** Makes an empty store; what an earlier try left is removed. */
    void clear() throws IOException {
        Files.createDirectories(dir);
        Files.deleteIfExists(manifest());
        Files.deleteIfExists(bars());
        Files.deleteIfExists(badLines());
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(dir, "*.tmp")) {
            for (Path run : runs) {
                Files.delete(run);
            }
        }
    }

    void finish(Manifest manifest) throws IOException {
        try (FileChannel badLines = FileChannel.open(badLines(), StandardOpenOption.WRITE)) {
            badLines.force(true);
        }
        Path unfinished = dir.resolve("manifest.tmp");
        Files.write(unfinished, JSON.writeValueAsBytes(manifest));
        Files.move(
                unfinished,
                manifest(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty when the store is unfinished, of another version, or does not hold what it should. */
    Optional<Manifest> read() throws IOException {
        if (!Files.exists(manifest()) || !Files.exists(bars()) || !Files.exists(badLines())) {
            return Optional.empty();
        }
        try {
            Manifest manifest = JSON.readValue(Files.readAllBytes(manifest()), Manifest.class);
            LineCounts counts = manifest.counts();
            long records = counts.bars() + counts.badLines();
            boolean whole = Files.size(bars()) == records * BarRecord.BYTES;
            return whole && manifest.version() == VERSION
                    ? Optional.of(manifest)
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * What the store was made from, also one of another version or whose bars are damaged: made
     * again from the same, it holds the same records at the same positions. Empty without a store.
     */
    List<String> key() throws IOException {
        if (!Files.exists(manifest())) {
            return List.of();
        }
        try {
            List<String> key = new ArrayList<>();
            JSON.readTree(manifest().toFile()).path("key").forEach(part -> key.add(part.asText()));
            return key;
        } catch (JacksonException e) {
            return List.of();
        }
    }

    private Path manifest() {
        return dir.resolve("manifest.json");
    }
}
