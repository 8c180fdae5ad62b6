package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Revisions and content hashes of stored candles, in columns. {@code own} marks rows that this very
 * run wrote before a crash: they are sent again at the same revision, since another sink may have
 * lost them.
 */
public final class StoredCandles {

    private int size;
    private byte[] timeframe;
    private long[] openTime;
    private int[] revision;
    private long[] contentHash;
    private byte[] own;

    public StoredCandles(int capacity) {
        timeframe = new byte[capacity];
        openTime = new long[capacity];
        revision = new int[capacity];
        contentHash = new long[capacity];
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

    public boolean isOwn(int i) {
        return own[i] != 0;
    }

    public void add(
            int timeframeOrdinal,
            long candleOpenTime,
            int rev,
            long hash,
            boolean writtenByThisRun) {
        if (size == timeframe.length) {
            int capacity = size + (size >> 1) + 16;
            timeframe = Arrays.copyOf(timeframe, capacity);
            openTime = Arrays.copyOf(openTime, capacity);
            revision = Arrays.copyOf(revision, capacity);
            contentHash = Arrays.copyOf(contentHash, capacity);
            own = Arrays.copyOf(own, capacity);
        }
        timeframe[size] = (byte) timeframeOrdinal;
        openTime[size] = candleOpenTime;
        revision[size] = rev;
        contentHash[size] = hash;
        own[size] = (byte) (writtenByThisRun ? 1 : 0);
        size++;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        out.write(timeframe, 0, size);
        Columns.write(out, openTime, size);
        Columns.write(out, revision, size);
        Columns.write(out, contentHash, size);
        out.write(own, 0, size);
    }

    static StoredCandles read(DataInput in) throws IOException {
        StoredCandles candles = new StoredCandles(0);
        candles.size = in.readInt();
        candles.timeframe = Columns.readBytes(in, candles.size);
        candles.openTime = Columns.readLongs(in, candles.size);
        candles.revision = Columns.readInts(in, candles.size);
        candles.contentHash = Columns.readLongs(in, candles.size);
        candles.own = Columns.readBytes(in, candles.size);
        return candles;
    }
}
