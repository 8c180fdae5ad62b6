package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes whole primitive columns, big-endian, through a buffer of each thread.
 *
 * <p>The buffer lives on for a reason: where a fresh array is filled through a view, handed to a
 * stream and all of that is inlined, C2 of JDK 17 loses some of the stores, and zeros are written.
 */
public final class Columns {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Values of one pass through the buffer. */
    private static final int PASS = 512;

    private static final ThreadLocal<byte[]> BUFFER =
            ThreadLocal.withInitial(() -> new byte[PASS * Long.BYTES]);

    private Columns() {}

    public static void write(DataOutput out, long[] column, int size) throws IOException {
        byte[] bytes = BUFFER.get();
        for (int from = 0; from < size; from += PASS) {
            int count = Math.min(PASS, size - from);
            for (int i = 0; i < count; i++) {
                LONGS.set(bytes, i * Long.BYTES, column[from + i]);
            }
            out.write(bytes, 0, count * Long.BYTES);
        }
    }

    public static void write(DataOutput out, double[] column, int size) throws IOException {
        byte[] bytes = BUFFER.get();
        for (int from = 0; from < size; from += PASS) {
            int count = Math.min(PASS, size - from);
            for (int i = 0; i < count; i++) {
                DOUBLES.set(bytes, i * Double.BYTES, column[from + i]);
            }
            out.write(bytes, 0, count * Double.BYTES);
        }
    }

    public static void write(DataOutput out, int[] column, int size) throws IOException {
        byte[] bytes = BUFFER.get();
        for (int from = 0; from < size; from += PASS) {
            int count = Math.min(PASS, size - from);
            for (int i = 0; i < count; i++) {
                INTS.set(bytes, i * Integer.BYTES, column[from + i]);
            }
            out.write(bytes, 0, count * Integer.BYTES);
        }
    }

    public static long[] readLongs(DataInput in, int size) throws IOException {
        long[] column = new long[size];
        read(in, column);
        return column;
    }

    /** Fills the whole column. */
    public static void read(DataInput in, long[] column) throws IOException {
        byte[] bytes = BUFFER.get();
        for (int from = 0; from < column.length; from += PASS) {
            int count = Math.min(PASS, column.length - from);
            in.readFully(bytes, 0, count * Long.BYTES);
            for (int i = 0; i < count; i++) {
                column[from + i] = (long) LONGS.get(bytes, i * Long.BYTES);
            }
        }
    }

    public static double[] readDoubles(DataInput in, int size) throws IOException {
        double[] column = new double[size];
        read(in, column);
        return column;
    }

    /** Fills the whole column. */
    public static void read(DataInput in, double[] column) throws IOException {
        byte[] bytes = BUFFER.get();
        for (int from = 0; from < column.length; from += PASS) {
            int count = Math.min(PASS, column.length - from);
            in.readFully(bytes, 0, count * Double.BYTES);
            for (int i = 0; i < count; i++) {
                column[from + i] = (double) DOUBLES.get(bytes, i * Double.BYTES);
            }
        }
    }

    public static int[] readInts(DataInput in, int size) throws IOException {
        int[] column = new int[size];
        read(in, column);
        return column;
    }

    /** Fills the whole column. */
    public static void read(DataInput in, int[] column) throws IOException {
        byte[] bytes = BUFFER.get();
        for (int from = 0; from < column.length; from += PASS) {
            int count = Math.min(PASS, column.length - from);
            in.readFully(bytes, 0, count * Integer.BYTES);
            for (int i = 0; i < count; i++) {
                column[from + i] = (int) INTS.get(bytes, i * Integer.BYTES);
            }
        }
    }

    public static byte[] readBytes(DataInput in, int size) throws IOException {
        byte[] bytes = new byte[size];
        in.readFully(bytes);
        return bytes;
    }
}
