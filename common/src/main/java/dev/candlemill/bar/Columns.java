package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads and writes whole primitive columns, big-endian, through one byte array each, by the bulk
 * copies of buffers.
 */
public final class Columns {

    private Columns() {}

    public static void write(DataOutput out, long[] column, int size) throws IOException {
        byte[] bytes = new byte[size * Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().put(column, 0, size);
        out.write(bytes, 0, bytes.length);
    }

    public static void write(DataOutput out, double[] column, int size) throws IOException {
        byte[] bytes = new byte[size * Double.BYTES];
        ByteBuffer.wrap(bytes).asDoubleBuffer().put(column, 0, size);
        out.write(bytes, 0, bytes.length);
    }

    public static void write(DataOutput out, int[] column, int size) throws IOException {
        byte[] bytes = new byte[size * Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().put(column, 0, size);
        out.write(bytes, 0, bytes.length);
    }

    public static long[] readLongs(DataInput in, int size) throws IOException {
        long[] column = new long[size];
        read(in, column);
        return column;
    }

    /** Fills the whole column. */
    public static void read(DataInput in, long[] column) throws IOException {
        ByteBuffer.wrap(readBytes(in, column.length * Long.BYTES)).asLongBuffer().get(column);
    }

    public static double[] readDoubles(DataInput in, int size) throws IOException {
        double[] column = new double[size];
        read(in, column);
        return column;
    }

    /** Fills the whole column. */
    public static void read(DataInput in, double[] column) throws IOException {
        ByteBuffer.wrap(readBytes(in, column.length * Double.BYTES)).asDoubleBuffer().get(column);
    }

    public static int[] readInts(DataInput in, int size) throws IOException {
        int[] column = new int[size];
        read(in, column);
        return column;
    }

    /** Fills the whole column. */
    public static void read(DataInput in, int[] column) throws IOException {
        ByteBuffer.wrap(readBytes(in, column.length * Integer.BYTES)).asIntBuffer().get(column);
    }

    public static byte[] readBytes(DataInput in, int size) throws IOException {
        byte[] bytes = new byte[size];
        in.readFully(bytes);
        return bytes;
    }
}
