package dev.candlemill.provider.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * An external merge sort, stable, in memory for {@code capacity} records. Buffers that continue
 * where the last one ended extend its run, so that input in order is written once and never merged.
 * A watcher sees all records in their last order.
 */
final class SortedRuns implements Closeable {

    /** Sorts before every time. */
    static final long NO_TIME = Long.MIN_VALUE;

    private static final int MOST_OPEN_RUNS = 64;
    private static final int READ_RECORDS = 2048;

    private final Path dir;
    private final RunBuffer buffer;
    private final SortedRecords watcher;
    private final List<Path> runs = new ArrayList<>();
    private int written;
    private RunWriter writer;
    private int lastGroup = Integer.MIN_VALUE;
    private long lastTime = NO_TIME;

    SortedRuns(Path dir, int capacity, SortedRecords watcher) throws IOException {
        this.dir = dir;
        this.buffer = new RunBuffer(capacity);
        this.watcher = watcher;
        watcher.begin();
        this.writer = newRun(watcher);
    }

    void addBar(int group, LineParser bar, long place) throws IOException {
        int slot = slot(group, bar.openTime, place);
        buffer.open[slot] = bar.open;
        buffer.high[slot] = bar.high;
        buffer.low[slot] = bar.low;
        buffer.close[slot] = bar.close;
        buffer.volume[slot] = bar.volume;
    }

    void addBadLine(int group, long time, long place, StoredLine line) throws IOException {
        int slot = slot(group, time, place);
        buffer.open[slot] = Double.NaN;
        buffer.high[slot] = line.offset();
        buffer.low[slot] = line.isOffGrid() ? 1 : 0;
    }

    /**
     * A bad line's text.
     *
     * @param offset where it begins in {@link BadLineFile}
     */
    record StoredLine(long offset, boolean isOffGrid) {}

    /** Merges everything into {@code target}; nothing can be added afterwards. */
    void finish(Path target) throws IOException {
        flush();
        writer.force();
        writer.close();
        while (runs.size() > 1) {
            mergeOldest();
        }
        Files.move(runs.get(0), target, StandardCopyOption.REPLACE_EXISTING);
        runs.clear();
    }

    /** Removes what a failure left behind. */
    @Override
    public void close() throws IOException {
        writer.close();
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }

    private int slot(int group, long time, long place) throws IOException {
        if (buffer.isFull()) {
            flush();
        }
        return buffer.add(group, time, place);
    }

    private void flush() throws IOException {
        if (buffer.size() == 0) {
            return;
        }
        int[] order = buffer.order();
        int first = order[0];
        int group = buffer.group[first];
        if (group < lastGroup || (group == lastGroup && buffer.time[first] < lastTime)) {
            writer.close();
            writer = newRun(SortedRecords.ignored());
        }
        for (int slot : order) {
            writer.write(buffer, slot);
        }
        int last = order[order.length - 1];
        lastGroup = buffer.group[last];
        lastTime = buffer.time[last];
        buffer.clear();
    }

    /** Runs next to each other become one in their place, so that arrival order is kept. */
    private void mergeOldest() throws IOException {
        SortedRecords watching = runs.size() > MOST_OPEN_RUNS ? SortedRecords.ignored() : watcher;
        watching.begin();
        List<Path> merged = new ArrayList<>();
        for (int i = 0; i < runs.size(); i += MOST_OPEN_RUNS) {
            List<Path> some = runs.subList(i, Math.min(runs.size(), i + MOST_OPEN_RUNS));
            merged.add(some.size() == 1 ? some.get(0) : merge(some, watching));
        }
        runs.clear();
        runs.addAll(merged);
    }

    private Path merge(List<Path> some, SortedRecords watching) throws IOException {
        Path target = newPath();
        List<RunReader> opened = new ArrayList<>();
        try (RunWriter into = new RunWriter(target, watching)) {
            merge(open(some, opened), into);
            into.force();
        } finally {
            for (RunReader reader : opened) {
                reader.close();
            }
        }
        for (Path run : some) {
            Files.delete(run);
        }
        return target;
    }

    private static PriorityQueue<RunReader> open(List<Path> some, List<RunReader> opened)
            throws IOException {
        PriorityQueue<RunReader> readers = new PriorityQueue<>(RunReader::compareTo);
        for (int age = 0; age < some.size(); age++) {
            RunReader reader = new RunReader(some.get(age), age, READ_RECORDS);
            opened.add(reader);
            if (reader.next()) {
                readers.add(reader);
            }
        }
        return readers;
    }

    /** Stays with the smallest run as long as it is, which it often is for long. */
    private static void merge(PriorityQueue<RunReader> readers, RunWriter into) throws IOException {
        RunReader reader = readers.poll();
        while (reader != null) {
            reader.moveTo(into);
            if (!reader.next()) {
                reader = readers.poll();
                continue;
            }
            RunReader rival = readers.peek();
            if (rival != null && reader.compareTo(rival) > 0) {
                readers.add(reader);
                reader = readers.poll();
            }
        }
    }

    private RunWriter newRun(SortedRecords watching) throws IOException {
        RunWriter run = new RunWriter(newPath(), watching);
        runs.add(run.path());
        return run;
    }

    private Path newPath() {
        return dir.resolve("run-" + written++ + ".tmp");
    }
}
