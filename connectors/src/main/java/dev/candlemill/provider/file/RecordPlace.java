package dev.candlemill.provider.file;

/** Which line of which file a record came from, in 8 bytes; 0 is no place. */
final class RecordPlace {

    private static final int LINE_BITS = 40;
    private static final long LINE = (1L << LINE_BITS) - 1;

    private RecordPlace() {}

    /**
     * @param line from 1
     */
    static long of(int file, long line) {
        return (long) file << LINE_BITS | line;
    }

    static int file(long place) {
        return (int) (place >>> LINE_BITS);
    }

    static long line(long place) {
        return place & LINE;
    }
}
