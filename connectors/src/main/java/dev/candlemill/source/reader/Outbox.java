package dev.candlemill.source.reader;

/**
 * How many of a reader's events are behind it, in the order in which they were fetched: counted by
 * the task's thread, seen by the fetcher's.
 */
final class Outbox {

    private long emitted;
    private volatile long stored;

    /** Another one has been emitted. */
    void emit() {
        emitted++;
    }

    long emitted() {
        return emitted;
    }

    /** A checkpoint is complete that was begun when so many had been emitted. */
    void store(long count) {
        stored = count;
    }

    /** What came of so many is in every sink. */
    long stored() {
        return stored;
    }
}
