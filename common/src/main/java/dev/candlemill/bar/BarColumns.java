package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Bars in columns, growable; the unit that pages carry and that keyed state keeps per stretch of a
 * session. Callers read the arrays directly up to {@link #size()}.
 *
 * <p>Not thread-safe.
 */
public final class BarColumns {

    private static final int VERSION = 1;
    static final int PACKED = 2;
    private static final int BAR_BYTES = Long.BYTES + 5 * Double.BYTES + 1;

    private int size;
    private long[] openTime;
    private double[] open;
    private double[] high;
    private double[] low;
    private double[] close;
    private double[] volume;
    private byte[] barSize;

    public BarColumns(int capacity) {
        openTime = new long[capacity];
        open = new double[capacity];
        high = new double[capacity];
        low = new double[capacity];
        close = new double[capacity];
        volume = new double[capacity];
        barSize = new byte[capacity];
    }

    public static BarColumns of(BarSize size, Bar... bars) {
        BarColumns columns = new BarColumns(bars.length);
        for (Bar bar : bars) {
            columns.add(bar, size);
        }
        return columns;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public long openTime(int i) {
        return openTime[i];
    }

    public double open(int i) {
        return open[i];
    }

    public double high(int i) {
        return high[i];
    }

    public double low(int i) {
        return low[i];
    }

    public double close(int i) {
        return close[i];
    }

    public double volume(int i) {
        return volume[i];
    }

    /** The ordinal of the bar's {@link BarSize}. */
    public byte barSizeOrdinal(int i) {
        return barSize[i];
    }

    public BarSize barSize(int i) {
        return BarSize.of(barSize[i]);
    }

    public Bar bar(int i) {
        return new Bar(openTime[i], open[i], high[i], low[i], close[i], volume[i]);
    }

    public void add(Bar bar, BarSize size) {
        add(
                bar.openTime(),
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume(),
                (byte) size.ordinal());
    }

    public void add(
            long barOpenTime, double o, double h, double l, double c, double v, byte sizeOrdinal) {
        ensureCapacity(size + 1);
        set(size, barOpenTime, o, h, l, c, v, sizeOrdinal);
        size++;
    }

    public void addFrom(BarColumns other, int i) {
        add(
                other.openTime[i],
                other.open[i],
                other.high[i],
                other.low[i],
                other.close[i],
                other.volume[i],
                other.barSize[i]);
    }

    /** Appends {@code other}'s bars {@code [from, to)}. */
    public void addRange(BarColumns other, int from, int to) {
        int count = to - from;
        ensureCapacity(size + count);
        System.arraycopy(other.openTime, from, openTime, size, count);
        System.arraycopy(other.open, from, open, size, count);
        System.arraycopy(other.high, from, high, size, count);
        System.arraycopy(other.low, from, low, size, count);
        System.arraycopy(other.close, from, close, size, count);
        System.arraycopy(other.volume, from, volume, size, count);
        System.arraycopy(other.barSize, from, barSize, size, count);
        size += count;
    }

    public void insertFrom(int at, BarColumns other, int i) {
        ensureCapacity(size + 1);
        int tail = size - at;
        System.arraycopy(openTime, at, openTime, at + 1, tail);
        System.arraycopy(open, at, open, at + 1, tail);
        System.arraycopy(high, at, high, at + 1, tail);
        System.arraycopy(low, at, low, at + 1, tail);
        System.arraycopy(close, at, close, at + 1, tail);
        System.arraycopy(volume, at, volume, at + 1, tail);
        System.arraycopy(barSize, at, barSize, at + 1, tail);
        size++;
        setFrom(at, other, i);
    }

    public void setFrom(int at, BarColumns other, int i) {
        set(
                at,
                other.openTime[i],
                other.open[i],
                other.high[i],
                other.low[i],
                other.close[i],
                other.volume[i],
                other.barSize[i]);
    }

    public void remove(int at) {
        int tail = size - at - 1;
        System.arraycopy(openTime, at + 1, openTime, at, tail);
        System.arraycopy(open, at + 1, open, at, tail);
        System.arraycopy(high, at + 1, high, at, tail);
        System.arraycopy(low, at + 1, low, at, tail);
        System.arraycopy(close, at + 1, close, at, tail);
        System.arraycopy(volume, at + 1, volume, at, tail);
        System.arraycopy(barSize, at + 1, barSize, at, tail);
        size--;
    }

    /** The first index whose bar opens at or after {@code time}, in ascending columns. */
    public int lowerBound(long time) {
        if (size == 0 || openTime[size - 1] < time) {
            return size;
        }
        int found = Arrays.binarySearch(openTime, 0, size, time);
        return found >= 0 ? found : -found - 1;
    }

    /** Whether bar {@code i} here and bar {@code j} there have the same size, prices and volume. */
    public boolean sameValues(int i, BarColumns other, int j) {
        return open[i] == other.open[j]
                && high[i] == other.high[j]
                && low[i] == other.low[j]
                && close[i] == other.close[j]
                && volume[i] == other.volume[j]
                && barSize[i] == other.barSize[j];
    }

    public void clear() {
        size = 0;
    }

    public BarColumns copy() {
        BarColumns copy = new BarColumns(size);
        copy.addRange(this, 0, size);
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(size);
        byte[] bytes = new byte[size * BAR_BYTES];
        int at = Columns.put(bytes, 0, openTime, size);
        at = Columns.put(bytes, at, open, size);
        at = Columns.put(bytes, at, high, size);
        at = Columns.put(bytes, at, low, size);
        at = Columns.put(bytes, at, close, size);
        at = Columns.put(bytes, at, volume, size);
        System.arraycopy(barSize, 0, bytes, at, size);
        out.write(bytes, 0, bytes.length);
    }

    /** In fewer bytes, and with more work, than {@link #write}: for what is kept. */
    public void writePacked(DataOutput out) throws IOException {
        writePacked(size, packed(), out);
    }

    static void writePacked(int size, byte[] packed, DataOutput out) throws IOException {
        out.writeByte(PACKED);
        out.writeInt(size);
        out.writeInt(packed.length);
        out.write(packed, 0, packed.length);
    }

    /** As few bytes as hold these bars; {@link #unpacked} gives back every bit. */
    byte[] packed() {
        PackedOutput packed = new PackedOutput(size * BAR_BYTES / 2);
        packed.longs(openTime, size);
        packed.column(open, size);
        packed.column(high, size);
        packed.column(low, size);
        packed.column(close, size);
        packed.column(volume, size);
        packed.bytes(barSize, size);
        return packed.taken();
    }

    /** Reads what either of them wrote. */
    public static BarColumns read(DataInput in) throws IOException {
        return read(in.readByte(), in);
    }

    static BarColumns read(int version, DataInput in) throws IOException {
        if (version == PACKED) {
            int size = in.readInt();
            return unpacked(size, Columns.readBytes(in, in.readInt()));
        }
        if (version != VERSION) {
            throw new IOException(
                    "bar columns of version "
                            + version
                            + ": expected "
                            + VERSION
                            + " or "
                            + PACKED);
        }
        int size = in.readInt();
        byte[] bytes = Columns.readBytes(in, size * BAR_BYTES);
        BarColumns columns = new BarColumns(size);
        columns.size = size;
        int at = Columns.get(bytes, 0, columns.openTime, size);
        at = Columns.get(bytes, at, columns.open, size);
        at = Columns.get(bytes, at, columns.high, size);
        at = Columns.get(bytes, at, columns.low, size);
        at = Columns.get(bytes, at, columns.close, size);
        at = Columns.get(bytes, at, columns.volume, size);
        System.arraycopy(bytes, at, columns.barSize, 0, size);
        return columns;
    }

    static BarColumns unpacked(int size, byte[] bytes) {
        BarColumns columns = new BarColumns(size);
        columns.size = size;
        PackedInput packed = new PackedInput(bytes);
        packed.longs(columns.openTime, size);
        packed.column(columns.open, size);
        packed.column(columns.high, size);
        packed.column(columns.low, size);
        packed.column(columns.close, size);
        packed.column(columns.volume, size);
        packed.bytes(columns.barSize, size);
        return columns;
    }

    private void set(
            int i, long time, double o, double h, double l, double c, double v, byte sizeOrdinal) {
        openTime[i] = time;
        open[i] = o;
        high[i] = h;
        low[i] = l;
        close[i] = c;
        volume[i] = v;
        barSize[i] = sizeOrdinal;
    }

    private void ensureCapacity(int needed) {
        if (needed <= openTime.length) {
            return;
        }
        int capacity = Math.max(needed, openTime.length + (openTime.length >> 1) + 8);
        openTime = Arrays.copyOf(openTime, capacity);
        open = Arrays.copyOf(open, capacity);
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        close = Arrays.copyOf(close, capacity);
        volume = Arrays.copyOf(volume, capacity);
        barSize = Arrays.copyOf(barSize, capacity);
    }
}
