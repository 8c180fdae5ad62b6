package dev.candlemill.csv;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the runs of all writers into the file. It may be cut short anywhere, or done twice, and the
 * file is either the old one or the whole new one.
 */
final class CsvMerge {

    /** How many runs are open at a time; more are merged in several passes. */
    static final int MAX_OPEN = 128;

    private final CsvFile file;
    private final RunFolder folder;
    private final CsvStorage storage;
    private final int maxOpen;

    CsvMerge(CsvFile file, RunFolder folder, CsvStorage storage, int maxOpen) {
        this.file = file;
        this.folder = folder;
        this.storage = storage;
        this.maxOpen = maxOpen;
    }

    void merge(List<CsvRun> runs) throws IOException {
        Path folderOfRuns = folder.create();
        Path whole = folderOfRuns.resolve(file.storeName() + ".tmp");
        Path shown = folderOfRuns.resolve(file.fileName() + ".shown.tmp");
        try {
            write(whole, reduced(runs));
            if (file.hasHiddenColumns()) {
                show(whole, shown);
                folder.publish(whole, folder.store());
                folder.publish(shown, folder.target());
            } else {
                folder.publish(whole, folder.target());
            }
        } catch (IOException e) {
            Files.deleteIfExists(whole);
            Files.deleteIfExists(shown);
            throw folder.failure("write", e);
        }
    }

    private void write(Path finished, List<CsvRun> runs) throws IOException {
        try (OutputStream out = new BufferedOutputStream(storage.create(finished), 1 << 18);
                RowCursor rows = open(runs, file.isUnique())) {
            out.write((file.storeHeader() + "\n").getBytes(StandardCharsets.UTF_8));
            for (CsvRow row = rows.next(); row != null; row = rows.next()) {
                out.write(row.line());
            }
        }
    }

    /** The same rows without their last cell, which needs no quotes. */
    private void show(Path whole, Path shown) throws IOException {
        try (LineReader lines = new LineReader(whole, 1 << 18);
                OutputStream out = new BufferedOutputStream(storage.create(shown), 1 << 18)) {
            while (lines.next()) {
                int end = lines.end();
                while (lines.bytes()[end - 1] != ',') {
                    end--;
                }
                out.write(lines.bytes(), lines.start(), end - 1 - lines.start());
                out.write('\n');
            }
        }
    }

    private List<CsvRun> reduced(List<CsvRun> runs) throws IOException {
        List<CsvRun> left = runs;
        for (int pass = 0; left.size() > maxOpen; pass++) {
            List<CsvRun> merged = new ArrayList<>();
            for (int from = 0; from < left.size(); from += maxOpen) {
                List<CsvRun> group = left.subList(from, Math.min(from + maxOpen, left.size()));
                merged.add(mergeGroup(group, "pass-" + pass + "-" + merged.size() + ".run"));
            }
            left = merged;
        }
        return left;
    }

    private CsvRun mergeGroup(List<CsvRun> group, String name) throws IOException {
        try (RowCursor rows = open(group, false)) {
            return RunFile.write(storage, folder.path().resolve(name), rows);
        }
    }

    private RowCursor open(List<CsvRun> runs, boolean withStored) throws IOException {
        List<RowCursor> cursors = new ArrayList<>();
        try {
            if (withStored) {
                for (Path stored : folder.storedToMerge()) {
                    cursors.add(new StoredCursor(stored, file));
                }
            }
            for (CsvRun run : runs) {
                cursors.add(RunFile.open(folder.path(), run));
            }
            return new RowMerge(file, cursors);
        } catch (IOException e) {
            Closing.all(cursors);
            throw e;
        }
    }
}
