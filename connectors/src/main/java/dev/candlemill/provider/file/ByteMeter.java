package dev.candlemill.provider.file;

/** Counts the bytes read from disk over all files, for progress. */
final class ByteMeter {

    private long bytes;

    void add(long read) {
        bytes += Math.max(0, read);
    }

    long bytes() {
        return bytes;
    }
}
