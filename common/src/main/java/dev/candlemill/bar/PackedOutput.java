package dev.candlemill.bar;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Columns in as few bits as their values need, for keyed state: what a state backend writes,
 * flushes and merges costs more than packing it. Exact: {@link PackedInput} gives back every bit.
 *
 * <p>Prices are decimals. A column of doubles whose values all are integers over one power of ten,
 * up to 10^9, is packed as those integers; any other is written as it is. Integers are packed as
 * their distance from the least, or their steps as the distance from the least step, whichever is
 * narrower: {@code form, width, [first,] least, bits}.
 */
public final class PackedOutput {

    /** Form of a column: a power of ten, and whether steps are packed; or as it is. */
    static final int STEPS = 0x10;

    static final int RAW = 0x7f;

    /** Values of a block in {@link #doubles}: a window's prices are seldom among other numbers. */
    static final int BLOCK = 16;

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    private static final int NO_DECIMALS = -1;

    /** What is left of a byte beside it still fits into a long. */
    private static final int WIDEST = 56;

    private byte[] bytes;
    private int at;
    private long[] integers = new long[BLOCK];

    /** Grows from a capacity in bytes. */
    public PackedOutput(int capacity) {
        bytes = new byte[Math.max(capacity, Long.BYTES)];
    }

    static double power(int decimals) {
        return POWERS[decimals];
    }

    /** One integer: small ones of either sign take a byte. */
    public void number(long value) {
        ensure(10);
        long zigzag = (value << 1) ^ (value >> 63);
        while ((zigzag & ~0x7fL) != 0) {
            bytes[at++] = (byte) (zigzag | 0x80);
            zigzag >>>= 7;
        }
        bytes[at++] = (byte) zigzag;
    }

    public void longs(long[] column, int size) {
        integers(column, size);
    }

    public void ints(int[] column, int size) {
        long[] wide = room(size);
        for (int i = 0; i < size; i++) {
            wide[i] = column[i];
        }
        integers(wide, size);
    }

    public void bytes(byte[] column, int size) {
        long[] wide = room(size);
        for (int i = 0; i < size; i++) {
            wide[i] = column[i];
        }
        integers(wide, size);
    }

    /** One column of values that are alike. */
    public void column(double[] column, int size) {
        column(column, 0, size);
    }

    /** Values that may be alike for a while only: each block in a form of its own. */
    public void doubles(double[] values) {
        for (int from = 0; from < values.length; from += BLOCK) {
            column(values, from, Math.min(BLOCK, values.length - from));
        }
    }

    /** The bytes, and no more room than they take. */
    byte[] taken() {
        return Arrays.copyOf(bytes, at);
    }

    /** The number of bytes, then the bytes. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(at);
        out.write(bytes, 0, at);
    }

    private void column(double[] values, int from, int size) {
        long[] scaled = room(size);
        int decimals = scale(values, from, size, scaled);
        if (decimals != NO_DECIMALS && pack(decimals, scaled, size)) {
            return;
        }
        for (int i = 0; i < size; i++) {
            scaled[i] = Double.doubleToRawLongBits(values[from + i]);
        }
        raw(scaled, size);
    }

    /** Puts values times a power of ten into {@code scaled}; returns its exponent. */
    private static int scale(double[] values, int from, int size, long[] scaled) {
        int decimals = 0;
        int i = 0;
        while (i < size) {
            double value = values[from + i];
            long integer = scaled(value, decimals);
            if (same(value, integer, decimals)) {
                scaled[i++] = integer;
                continue;
            }
            decimals = decimals(value, decimals + 1);
            if (decimals == NO_DECIMALS) {
                return NO_DECIMALS;
            }
            i = 0;
        }
        return decimals;
    }

    private static int decimals(double value, int atLeast) {
        for (int decimals = atLeast; decimals < POWERS.length; decimals++) {
            if (same(value, scaled(value, decimals), decimals)) {
                return decimals;
            }
        }
        return NO_DECIMALS;
    }

    private static long scaled(double value, int decimals) {
        return (long) Math.rint(value * POWERS[decimals]);
    }

    /** Bit by bit, so that a negative zero and a NaN are no integers. */
    private static boolean same(double value, long integer, int decimals) {
        return Double.doubleToRawLongBits(integer / POWERS[decimals])
                == Double.doubleToRawLongBits(value);
    }

    private void integers(long[] column, int size) {
        if (!pack(0, column, size)) {
            raw(column, size);
        }
    }

    /** Returns false, and writes nothing, where packing gains nothing. */
    private boolean pack(int decimals, long[] column, int size) {
        if (size == 0) {
            return true;
        }
        long least = column[0];
        long most = column[0];
        long leastStep = Long.MAX_VALUE;
        long mostStep = Long.MIN_VALUE;
        for (int i = 1; i < size; i++) {
            long step = column[i] - column[i - 1];
            least = Math.min(least, column[i]);
            most = Math.max(most, column[i]);
            leastStep = Math.min(leastStep, step);
            mostStep = Math.max(mostStep, step);
        }
        int width = width(most - least);
        int stepWidth = size == 1 ? width : width(mostStep - leastStep);
        if (Math.min(width, stepWidth) > WIDEST) {
            return false;
        }
        if (size == 1 || width <= stepWidth) {
            begin(decimals, width);
            number(least);
            values(column, size, least, width);
        } else {
            begin(decimals | STEPS, stepWidth);
            number(column[0]);
            number(leastStep);
            steps(column, size, leastStep, stepWidth);
        }
        return true;
    }

    private void begin(int form, int width) {
        ensure(2);
        bytes[at++] = (byte) form;
        bytes[at++] = (byte) width;
    }

    private void values(long[] column, int size, long least, int width) {
        ensure(size * width / Byte.SIZE + 1);
        long bits = 0;
        int filled = 0;
        for (int i = 0; i < size; i++) {
            bits |= (column[i] - least) << filled;
            filled += width;
            while (filled >= Byte.SIZE) {
                bytes[at++] = (byte) bits;
                bits >>>= Byte.SIZE;
                filled -= Byte.SIZE;
            }
        }
        if (filled > 0) {
            bytes[at++] = (byte) bits;
        }
    }

    private void steps(long[] column, int size, long least, int width) {
        ensure(size * width / Byte.SIZE + 1);
        long bits = 0;
        int filled = 0;
        for (int i = 1; i < size; i++) {
            bits |= (column[i] - column[i - 1] - least) << filled;
            filled += width;
            while (filled >= Byte.SIZE) {
                bytes[at++] = (byte) bits;
                bits >>>= Byte.SIZE;
                filled -= Byte.SIZE;
            }
        }
        if (filled > 0) {
            bytes[at++] = (byte) bits;
        }
    }

    private void raw(long[] column, int size) {
        ensure(1 + size * Long.BYTES);
        bytes[at++] = RAW;
        at = Columns.put(bytes, at, column, size);
    }

    private static int width(long spread) {
        return Long.SIZE - Long.numberOfLeadingZeros(spread);
    }

    private long[] room(int size) {
        if (integers.length < size) {
            integers = new long[size];
        }
        return integers;
    }

    private void ensure(int more) {
        if (bytes.length - at < more) {
            bytes = Arrays.copyOf(bytes, Math.max(at + more, bytes.length * 2));
        }
    }
}
