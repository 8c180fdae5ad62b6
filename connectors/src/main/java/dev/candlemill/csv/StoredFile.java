package dev.candlemill.csv;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows of a stored file with unique rows by halving its bytes: opening costs nothing, a
 * search some twenty small reads, at any size of the file.
 */
final class StoredFile implements Closeable {

    private static final int SEARCH_BUFFER = 1 << 12;
    private static final int SCAN_BUFFER = 1 << 16;

    private final LineReader search;
    private final LineReader scan;
    private final StoredLine line;
    private final long firstRow;

    StoredFile(Path file, CsvFile layout) throws IOException {
        search = StoredCursor.openPastHeader(file, layout.storeHeader(), SEARCH_BUFFER);
        firstRow = search.nextOffset();
        scan = new LineReader(file, SCAN_BUFFER);
        line = new StoredLine(file, layout);
    }

    boolean isEmpty() {
        return firstRow >= search.size();
    }

    /** Moves before the first row whose key is not below {@code key}. */
    void seek(byte[] key) throws IOException {
        long low = firstRow;
        long high = search.size();
        while (high - low > SEARCH_BUFFER) {
            long middle = (low + high) >>> 1;
            search.seek(middle);
            boolean isInside = search.next() && search.nextOffset() < high && search.next();
            if (!isInside) {
                high = middle;
            } else if (isBelow(key)) {
                low = search.nextOffset();
            } else {
                high = search.offset();
            }
        }
        scanFrom(low, key);
    }

    private boolean isBelow(byte[] key) throws IOException {
        line.set(search);
        return Arrays.compareUnsigned(line.key(), key) < 0;
    }

    private void scanFrom(long offset, byte[] key) throws IOException {
        search.seek(offset);
        long position = offset;
        while (search.next() && isBelow(key)) {
            position = search.nextOffset();
        }
        scan.seek(position);
    }

    /** The next row in the file's order, or null at the end; valid until the next call. */
    @Nullable StoredLine next() throws IOException {
        if (!scan.next()) {
            return null;
        }
        line.set(scan);
        return line;
    }

    @Override
    public void close() throws IOException {
        try (LineReader first = search) {
            scan.close();
        }
    }
}
