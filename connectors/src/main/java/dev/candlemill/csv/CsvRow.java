package dev.candlemill.csv;

import java.util.Arrays;

/**
 * A finished line and where it belongs.
 *
 * @param key compared as unsigned bytes, see {@link RowKey}
 * @param revision of two with one key the higher counts; 0 where rows have none
 * @param line UTF-8, ends with a line feed
 */
@SuppressWarnings("ArrayRecordComponent")
record CsvRow(byte[] key, long revision, byte[] line) {

    /** A candle's two revisions as one: the first counts more. */
    static long revisions(int revision, int indicatorRevision) {
        return ((long) revision << 32) + indicatorRevision;
    }

    /** By key, then revision: the last of equal keys is the one that counts. */
    static int compareRevisions(CsvRow left, CsvRow right) {
        int byKey = Arrays.compareUnsigned(left.key, right.key);
        return byKey != 0 ? byKey : Long.compare(left.revision, right.revision);
    }

    /** By key, then text, so that the order does not depend on who wrote the row. */
    static int compareLines(CsvRow left, CsvRow right) {
        int byKey = Arrays.compareUnsigned(left.key, right.key);
        return byKey != 0 ? byKey : Arrays.compareUnsigned(left.line, right.line);
    }

    boolean hasKeyOf(CsvRow other) {
        return Arrays.equals(key, other.key);
    }

    /** Roughly what it takes of the heap: two arrays, the row, its place in a list. */
    int heapBytes() {
        return key.length + line.length + 80;
    }
}
