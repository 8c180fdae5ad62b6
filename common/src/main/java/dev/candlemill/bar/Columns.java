package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads and writes whole primitive columns, big-endian.
 *
 * <p>In bulk through buffers, never in a loop over a byte array view handle: the optimising
 * compiler of JDK 17 (seen in 17.0.15) breaks such loops once several are inlined into one method,
 * and wrong bytes get into state. {@code FoldPropertyTest} shows it within seconds.
 */
public final class Columns {

    private Columns() {}

    /** Puts a column into {@code bytes} from {@code at} on; returns where the next one goes. */
    public static int put(byte[] bytes, int at, long[] column, int size) {
        int length = size * Long.BYTES;
        ByteBuffer.wrap(bytes, at, length).asLongBuffer().put(column, 0, size);
        return at + length;
    }

    public static int put(byte[] bytes, int at, double[] column, int size) {
        int length = size * Double.BYTES;
        ByteBuffer.wrap(bytes, at, length).asDoubleBuffer().put(column, 0, size);
        return at + length;
    }

    public static int put(byte[] bytes, int at, int[] column, int size) {
        int length = size * Integer.BYTES;
        ByteBuffer.wrap(bytes, at, length).asIntBuffer().put(column, 0, size);
        return at + length;
    }

    /** Takes a column out of {@code bytes} from {@code at} on; returns where the next one is. */
    public static int get(byte[] bytes, int at, long[] column, int size) {
        int length = size * Long.BYTES;
        ByteBuffer.wrap(bytes, at, length).asLongBuffer().get(column, 0, size);
        return at + length;
    }

    public static int get(byte[] bytes, int at, double[] column, int size) {
        int length = size * Double.BYTES;
        ByteBuffer.wrap(bytes, at, length).asDoubleBuffer().get(column, 0, size);
        return at + length;
    }

    public static int get(byte[] bytes, int at, int[] column, int size) {
        int length = size * Integer.BYTES;
        ByteBuffer.wrap(bytes, at, length).asIntBuffer().get(column, 0, size);
        return at + length;
    }

    public static void write(DataOutput out, long[] column, int size) throws IOException {
        byte[] bytes = new byte[size * Long.BYTES];
        out.write(bytes, 0, put(bytes, 0, column, size));
    }

    public static void write(DataOutput out, double[] column, int size) throws IOException {
        byte[] bytes = new byte[size * Double.BYTES];
        out.write(bytes, 0, put(bytes, 0, column, size));
    }

    public static void write(DataOutput out, int[] column, int size) throws IOException {
        byte[] bytes = new byte[size * Integer.BYTES];
        out.write(bytes, 0, put(bytes, 0, column, size));
    }

    public static long[] readLongs(DataInput in, int size) throws IOException {
        byte[] bytes = readBytes(in, size * Long.BYTES);
        long[] column = new long[size];
        get(bytes, 0, column, size);
        return column;
    }

    public static double[] readDoubles(DataInput in, int size) throws IOException {
        byte[] bytes = readBytes(in, size * Double.BYTES);
        double[] column = new double[size];
        get(bytes, 0, column, size);
        return column;
    }

    public static int[] readInts(DataInput in, int size) throws IOException {
        byte[] bytes = readBytes(in, size * Integer.BYTES);
        int[] column = new int[size];
        get(bytes, 0, column, size);
        return column;
    }

    public static byte[] readBytes(DataInput in, int size) throws IOException {
        byte[] bytes = new byte[size];
        in.readFully(bytes);
        return bytes;
    }
}
