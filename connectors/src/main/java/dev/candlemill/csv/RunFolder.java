package dev.candlemill.csv;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What one run of the job keeps beside one file until it has ended: sorted runs, the file as it
 * will be, and the candles as they were stored when the run began. That copy is what the run is
 * judged against and merged with, however often it fails and starts again.
 */
final class RunFolder {

    private static final String PREFIX = ".candlemill-run-";
    private static final String STORED = "stored.csv";

    private final Path output;
    private final Path runFolder;
    private final CsvFile file;

    RunFolder(String directory, String runId, CsvFile file) {
        this.output = Path.of(directory);
        this.runFolder = output.resolve(PREFIX + runId);
        this.file = file;
    }

    /** The folder of the runs; created when missing. */
    Path create() throws IOException {
        return Files.createDirectories(path());
    }

    boolean exists() {
        return Files.isDirectory(path());
    }

    Path path() {
        return runFolder.resolve(file.stem());
    }

    /** The file that people read. */
    Path target() {
        return output.resolve(file.fileName());
    }

    /** The same rows with all of their columns. It counts while {@link #target} is there. */
    Path store() {
        return output.resolve(file.storeName());
    }

    /** The stored rows as of the run's first call, empty when there were none. */
    Path stored() throws IOException {
        Path pinned = create().resolve(STORED);
        if (Files.exists(pinned)) {
            return pinned;
        }
        try {
            if (Files.exists(target())) {
                if (Files.exists(store())) {
                    pin(pinned);
                } else {
                    adopt(pinned);
                }
            } else {
                Files.createFile(pinned);
            }
        } catch (FileAlreadyExistsException another) {
            // Another task was first, with the same file: only this run's end replaces it.
            return pinned;
        }
        return pinned;
    }

    /**
     * What rows there are to merge with: those of the run's beginning and, should the file have
     * been replaced since, today's. That is this run's own earlier merge, or the work of another
     * run that ended while this one lay crashed.
     */
    List<Path> storedToMerge() throws IOException {
        Path stored = stored();
        boolean isReplaced = Files.exists(target()) && hasChangedSince(stored);
        return isReplaced ? List.of(stored, store()) : List.of(stored);
    }

    /**
     * An exception for people, for a failure that leaves the old file as it was.
     *
     * @param what for example {@code write}
     */
    IOException failure(String what, IOException cause) {
        boolean isPathOnly = cause instanceof FileSystemException e && e.getReason() == null;
        return new IOException(
                "cannot "
                        + what
                        + " "
                        + target()
                        + ", which stays as it was: "
                        + (isPathOnly ? cause.toString() : cause.getMessage()),
                cause);
    }

    private boolean hasChangedSince(Path stored) throws IOException {
        return Files.exists(store()) && !Files.isSameFile(stored, store());
    }

    /** Of rows that come without their hidden cell, it is empty. */
    private void adopt(Path pinned) throws IOException {
        Path copy = pinned.resolveSibling(UUID.randomUUID() + ".tmp");
        try (LineReader lines = StoredCursor.openPastHeader(target(), file.header(), 1 << 18);
                BufferedWriter out = Files.newBufferedWriter(copy)) {
            out.write(file.storeHeader() + "\n");
            while (lines.next()) {
                out.write(lines.text() + ",\n");
            }
        }
        Files.move(copy, pinned, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A link keeps the old file when a new one takes its name; a copy where links do not exist. */
    private void pin(Path pinned) throws IOException {
        try {
            Files.createLink(pinned, store());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException noLinks) {
            Path copy = pinned.resolveSibling(UUID.randomUUID() + ".tmp");
            Files.copy(store(), copy);
            Files.move(copy, pinned, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Puts a finished file in the place of the old one; durable when it returns. */
    void publish(Path finished, Path place) throws IOException {
        Files.move(
                finished,
                place,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        syncFolder();
    }

    private void syncFolder() {
        try (FileChannel folder = FileChannel.open(output, StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException unsupported) {
            // Some systems cannot open a folder; the rename itself has happened.
            return;
        }
    }

    /** Removes everything of this file's run; may be called again after it was cut short. */
    void delete() throws IOException {
        try (Stream<Path> walk = Files.walk(path())) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.deleteIfExists(entry);
            }
            Files.deleteIfExists(runFolder);
        } catch (NoSuchFileException | DirectoryNotEmptyException shared) {
            // Gone already, or the other files of this run are still at work.
            return;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
