package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and writes whole primitive columns, big-endian, through one byte array each. */
public final class Columns {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Columns() {}

    public static void write(DataOutput out, long[] column, int size) throws IOException {
        byte[] bytes = new byte[size * Long.BYTES];
        for (int i = 0; i < size; i++) {
            LONGS.set(bytes, i * Long.BYTES, column[i]);
        }
        out.write(bytes, 0, bytes.length);
    }

    public static void write(DataOutput out, double[] column, int size) throws IOException {
        byte[] bytes = new byte[size * Double.BYTES];
        for (int i = 0; i < size; i++) {
            DOUBLES.set(bytes, i * Double.BYTES, column[i]);
        }
        out.write(bytes, 0, bytes.length);
    }

    public static void write(DataOutput out, int[] column, int size) throws IOException {
        byte[] bytes = new byte[size * Integer.BYTES];
        for (int i = 0; i < size; i++) {
            INTS.set(bytes, i * Integer.BYTES, column[i]);
        }
        out.write(bytes, 0, bytes.length);
    }

    public static long[] readLongs(DataInput in, int size) throws IOException {
        long[] column = new long[size];
        read(in, column);
        return column;
    }

    /** Fills the whole column. */
    public static void read(DataInput in, long[] column) throws IOException {
        byte[] bytes = readBytes(in, column.length * Long.BYTES);
        for (int i = 0; i < column.length; i++) {
            column[i] = (long) LONGS.get(bytes, i * Long.BYTES);
        }
    }

    public static double[] readDoubles(DataInput in, int size) throws IOException {
        double[] column = new double[size];
        read(in, column);
        return column;
    }

    /** Fills the whole column. */
    public static void read(DataInput in, double[] column) throws IOException {
        byte[] bytes = readBytes(in, column.length * Double.BYTES);
        for (int i = 0; i < column.length; i++) {
            column[i] = (double) DOUBLES.get(bytes, i * Double.BYTES);
        }
    }

    public static int[] readInts(DataInput in, int size) throws IOException {
        int[] column = new int[size];
        read(in, column);
        return column;
    }

    /** Fills the whole column. */
    public static void read(DataInput in, int[] column) throws IOException {
        byte[] bytes = readBytes(in, column.length * Integer.BYTES);
        for (int i = 0; i < column.length; i++) {
            column[i] = (int) INTS.get(bytes, i * Integer.BYTES);
        }
    }

    public static byte[] readBytes(DataInput in, int size) throws IOException {
        byte[] bytes = new byte[size];
        in.readFully(bytes);
        return bytes;
    }
}
