package dev.candlemill.candle;

import dev.candlemill.bar.Columns;
import dev.candlemill.calendar.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Candles of one session, week or month whose revision is not simply 1, or that are stored and have
 * not been met by this run's fold, and the signals on them: sorted by timeframe, open time and
 * subject. The byte form is part of the savepoint contract.
 */
public final class RevisionIndex {

    private static final int VERSION = 2;

    /** The subject that is the candle itself; signals have their strategy's key. */
    static final long CANDLE = 0;

    /** The content of a signal that was taken back. */
    static final long RETRACTED = 0;

    /** Met by the fold; the revision is what consumers have. */
    static final byte SETTLED = 0;

    /** Stored by an earlier run; equal content is not emitted. */
    static final byte STORED = 1;

    /** Stored by this run before a crash; equal content is emitted again, at its revision. */
    static final byte OWN = 2;

    /** The same of a signal that was sent as new, whatever its revision. */
    static final byte OWN_AS_NEW = 3;

    private int size;
    private byte[] timeframe = new byte[0];
    private long[] openTime = new long[0];
    private int[] revision = new int[0];
    private long[] contentHash = new long[0];
    private byte[] standing = new byte[0];
    private long[] subject = new long[0];

    /** Of a candle its indicator revision, of a signal the ordinal of its type. */
    private int[] detail = new int[0];

    private long[] indicatorHash = new long[0];

    /** Entries of candles and signals that the fold has not met. */
    private int unmet;

    private boolean isChanged;

    /** Where the last entry of each timeframe was found: the next one asked for is often near. */
    private final int[] found = new int[Timeframe.count()];

    /** Whether something was put since the last time. */
    boolean takeChanged() {
        boolean was = isChanged;
        isChanged = false;
        return was;
    }

    /** Whether something is stored that the fold has not met: else all is as it was sent. */
    boolean hasUnmet() {
        return unmet > 0;
    }

    /** The entry's position, or {@code -insertionPoint - 1}. */
    int find(int candleTimeframe, long candleOpenTime) {
        return find(candleTimeframe, candleOpenTime, CANDLE);
    }

    int find(int candleTimeframe, long candleOpenTime, long ofSubject) {
        int guess = found[candleTimeframe];
        for (int at = guess; at < size && at <= guess + 1; at++) {
            if (openTime[at] == candleOpenTime
                    && subject[at] == ofSubject
                    && timeframe[at] == candleTimeframe) {
                found[candleTimeframe] = at;
                return at;
            }
        }
        int at = search(candleTimeframe, candleOpenTime, ofSubject);
        found[candleTimeframe] = at < 0 ? -at - 1 : at;
        return at;
    }

    private int search(int candleTimeframe, long candleOpenTime, long ofSubject) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Byte.compare(timeframe[middle], (byte) candleTimeframe);
            if (order == 0) {
                order = Long.compare(openTime[middle], candleOpenTime);
            }
            if (order == 0) {
                order = Long.compare(subject[middle], ofSubject);
            }
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    int revision(int entry) {
        return revision[entry];
    }

    long contentHash(int entry) {
        return contentHash[entry];
    }

    byte standing(int entry) {
        return standing[entry];
    }

    int detail(int entry) {
        return detail[entry];
    }

    long indicatorHash(int entry) {
        return indicatorHash[entry];
    }

    /** What consumers have of a candle, or of a signal. */
    record Entry(
            int timeframe,
            long openTime,
            long subject,
            int revision,
            long contentHash,
            int detail,
            long indicatorHash,
            byte standing) {

        static Entry candle(CandleRows rows, int i, byte standing) {
            return new Entry(
                    rows.timeframe[i],
                    rows.openTime[i],
                    CANDLE,
                    rows.revision[i],
                    rows.contentHash(i),
                    rows.indicatorRevision[i],
                    rows.indicatorHash(i),
                    standing);
        }
    }

    /**
     * Whether another entry for the same subject says something newer. Of a signal, {@code detail}
     * is no revision; its revision always grows with it.
     */
    boolean isOlder(int at, Entry other) {
        if (revision[at] != other.revision) {
            return revision[at] < other.revision;
        }
        if (other.subject == CANDLE && detail[at] != other.detail) {
            return detail[at] < other.detail;
        }
        return contentHash[at] != other.contentHash || indicatorHash[at] != other.indicatorHash;
    }

    /** Puts what is stored, unless a sink that is asked besides knows more, and was not met. */
    void putStored(Entry stored) {
        int known = find(stored.timeframe, stored.openTime, stored.subject);
        if (known < 0 || standing[known] == SETTLED || !isNewer(known, stored)) {
            put(stored);
        }
    }

    private boolean isNewer(int at, Entry other) {
        return revision[at] > other.revision
                || revision[at] == other.revision
                        && other.subject == CANDLE
                        && detail[at] > other.detail;
    }

    void put(Entry entry) {
        int found = find(entry.timeframe, entry.openTime, entry.subject);
        int at = found >= 0 ? found : insert(-found - 1);
        unmet -= found >= 0 && standing[at] != SETTLED ? 1 : 0;
        unmet += entry.standing != SETTLED ? 1 : 0;
        isChanged = true;
        timeframe[at] = (byte) entry.timeframe;
        openTime[at] = entry.openTime;
        subject[at] = entry.subject;
        revision[at] = entry.revision;
        contentHash[at] = entry.contentHash;
        detail[at] = entry.detail;
        indicatorHash[at] = entry.indicatorHash;
        standing[at] = entry.standing;
    }

    private int insert(int at) {
        if (size == timeframe.length) {
            int capacity = Math.max(4, size + (size >> 1));
            timeframe = Arrays.copyOf(timeframe, capacity);
            openTime = Arrays.copyOf(openTime, capacity);
            revision = Arrays.copyOf(revision, capacity);
            contentHash = Arrays.copyOf(contentHash, capacity);
            standing = Arrays.copyOf(standing, capacity);
            subject = Arrays.copyOf(subject, capacity);
            detail = Arrays.copyOf(detail, capacity);
            indicatorHash = Arrays.copyOf(indicatorHash, capacity);
        }
        int tail = size - at;
        System.arraycopy(timeframe, at, timeframe, at + 1, tail);
        System.arraycopy(openTime, at, openTime, at + 1, tail);
        System.arraycopy(revision, at, revision, at + 1, tail);
        System.arraycopy(contentHash, at, contentHash, at + 1, tail);
        System.arraycopy(standing, at, standing, at + 1, tail);
        System.arraycopy(subject, at, subject, at + 1, tail);
        System.arraycopy(detail, at, detail, at + 1, tail);
        System.arraycopy(indicatorHash, at, indicatorHash, at + 1, tail);
        size++;
        return at;
    }

    public RevisionIndex copy() {
        RevisionIndex copy = new RevisionIndex();
        copy.size = size;
        copy.unmet = unmet;
        copy.timeframe = Arrays.copyOf(timeframe, size);
        copy.openTime = Arrays.copyOf(openTime, size);
        copy.revision = Arrays.copyOf(revision, size);
        copy.contentHash = Arrays.copyOf(contentHash, size);
        copy.standing = Arrays.copyOf(standing, size);
        copy.subject = Arrays.copyOf(subject, size);
        copy.detail = Arrays.copyOf(detail, size);
        copy.indicatorHash = Arrays.copyOf(indicatorHash, size);
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(size);
        out.write(timeframe, 0, size);
        Columns.write(out, openTime, size);
        Columns.write(out, revision, size);
        Columns.write(out, contentHash, size);
        out.write(standing, 0, size);
        Columns.write(out, subject, size);
        Columns.write(out, detail, size);
        Columns.write(out, indicatorHash, size);
    }

    public static RevisionIndex read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("revision index of version " + version + ": expected " + VERSION);
        }
        RevisionIndex index = new RevisionIndex();
        index.size = in.readInt();
        index.timeframe = Columns.readBytes(in, index.size);
        index.openTime = Columns.readLongs(in, index.size);
        index.revision = Columns.readInts(in, index.size);
        index.contentHash = Columns.readLongs(in, index.size);
        index.standing = Columns.readBytes(in, index.size);
        index.subject = Columns.readLongs(in, index.size);
        index.detail = Columns.readInts(in, index.size);
        index.indicatorHash = Columns.readLongs(in, index.size);
        for (byte one : index.standing) {
            index.unmet += one != SETTLED ? 1 : 0;
        }
        return index;
    }
}
