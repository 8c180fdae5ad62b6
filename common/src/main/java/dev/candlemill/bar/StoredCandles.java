package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Revisions and hashes of stored candles, in columns. {@code own} marks rows that this very run
 * wrote before a crash: they are sent again at the same revision, since another sink may have lost
 * them.
 */
public final class StoredCandles {

    private int size;
    private byte[] timeframe;
    private long[] openTime;
    private int[] revision;
    private long[] contentHash;
    private int[] indicatorRevision;
    private long[] indicatorHash;
    private byte[] own;

    public StoredCandles(int capacity) {
        timeframe = new byte[capacity];
        openTime = new long[capacity];
        revision = new int[capacity];
        contentHash = new long[capacity];
        indicatorRevision = new int[capacity];
        indicatorHash = new long[capacity];
        own = new byte[capacity];
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The ordinal of the candle's timeframe. */
    public int timeframe(int i) {
        return timeframe[i];
    }

    public long openTime(int i) {
        return openTime[i];
    }

    public int revision(int i) {
        return revision[i];
    }

    public long contentHash(int i) {
        return contentHash[i];
    }

    public int indicatorRevision(int i) {
        return indicatorRevision[i];
    }

    public long indicatorHash(int i) {
        return indicatorHash[i];
    }

    public boolean isOwn(int i) {
        return own[i] != 0;
    }

    /** One stored candle, as the storage has it. */
    public record Row(
            int timeframe,
            long openTime,
            int revision,
            long contentHash,
            int indicatorRevision,
            long indicatorHash,
            boolean own) {}

    public Row row(int i) {
        return new Row(
                timeframe[i],
                openTime[i],
                revision[i],
                contentHash[i],
                indicatorRevision[i],
                indicatorHash[i],
                isOwn(i));
    }

    public void add(Row row) {
        if (size == timeframe.length) {
            grow(size + (size >> 1) + 16);
        }
        timeframe[size] = (byte) row.timeframe;
        openTime[size] = row.openTime;
        revision[size] = row.revision;
        contentHash[size] = row.contentHash;
        indicatorRevision[size] = row.indicatorRevision;
        indicatorHash[size] = row.indicatorHash;
        own[size] = (byte) (row.own ? 1 : 0);
        size++;
    }

    private void grow(int capacity) {
        timeframe = Arrays.copyOf(timeframe, capacity);
        openTime = Arrays.copyOf(openTime, capacity);
        revision = Arrays.copyOf(revision, capacity);
        contentHash = Arrays.copyOf(contentHash, capacity);
        indicatorRevision = Arrays.copyOf(indicatorRevision, capacity);
        indicatorHash = Arrays.copyOf(indicatorHash, capacity);
        own = Arrays.copyOf(own, capacity);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        out.write(timeframe, 0, size);
        Columns.write(out, openTime, size);
        Columns.write(out, revision, size);
        Columns.write(out, contentHash, size);
        Columns.write(out, indicatorRevision, size);
        Columns.write(out, indicatorHash, size);
        out.write(own, 0, size);
    }

    static StoredCandles read(DataInput in) throws IOException {
        StoredCandles candles = new StoredCandles(0);
        candles.size = in.readInt();
        candles.timeframe = Columns.readBytes(in, candles.size);
        candles.openTime = Columns.readLongs(in, candles.size);
        candles.revision = Columns.readInts(in, candles.size);
        candles.contentHash = Columns.readLongs(in, candles.size);
        candles.indicatorRevision = Columns.readInts(in, candles.size);
        candles.indicatorHash = Columns.readLongs(in, candles.size);
        candles.own = Columns.readBytes(in, candles.size);
        return candles;
    }
}
