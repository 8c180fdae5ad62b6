package dev.candlemill.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of a stored file; refuses a file that is not sorted or not ours. */
final class StoredCursor implements RowCursor {

    private final Path file;
    private final CsvFile layout;
    private final LineReader reader;
    private final StoredLine line;
    private byte[] lastKey = {};

    StoredCursor(Path file, CsvFile layout) throws IOException {
        this.file = file;
        this.layout = layout;
        this.reader = openPastHeader(file, layout.storeHeader(), 1 << 18);
        this.line = new StoredLine(file, layout);
    }

    /** A reader that stands behind the header, or at the end of an empty file. */
    static LineReader openPastHeader(Path file, String header, int bufferSize) throws IOException {
        LineReader reader = new LineReader(file, bufferSize);
        if (reader.next() && !reader.text().equals(header)) {
            String found = reader.text();
            reader.close();
            throw new IOException(
                    file + ": expected the header " + header + ", found " + shortened(found));
        }
        return reader;
    }

    private static String shortened(String text) {
        return text.length() <= 256 ? text : text.substring(0, 256) + "...";
    }

    @Override
    public @Nullable CsvRow next() throws IOException {
        if (!reader.next()) {
            return null;
        }
        line.set(reader);
        byte[] key = line.key();
        if (Arrays.compareUnsigned(lastKey, key) >= 0) {
            throw new IOException(
                    file
                            + " at byte "
                            + reader.offset()
                            + ": expected rows sorted by "
                            + layout.uniqueBy()
                            + ", found "
                            + shortened(reader.text()));
        }
        lastKey = key;
        return new CsvRow(key, line.revisions(), withLineFeed());
    }

    private byte[] withLineFeed() {
        int length = reader.end() - reader.start();
        byte[] text = Arrays.copyOfRange(reader.bytes(), reader.start(), reader.end() + 1);
        text[length] = '\n';
        return text;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
