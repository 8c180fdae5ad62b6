package dev.candlemill.bar;

import java.io.DataInput;
import java.io.IOException;

/** Reads what {@link PackedOutput} wrote, in the same order and sizes. */
public final class PackedInput {

    private final byte[] bytes;
    private int at;
    private long[] integers = new long[PackedOutput.BLOCK];

    /** Takes in what {@link PackedOutput#writeTo} wrote. */
    public PackedInput(DataInput in) throws IOException {
        this(Columns.readBytes(in, in.readInt()));
    }

    /** Takes in what {@link PackedOutput#taken} gave. */
    PackedInput(byte[] bytes) {
        this.bytes = bytes;
    }

    public long number() {
        long zigzag = 0;
        int shift = 0;
        byte part;
        do {
            part = bytes[at++];
            zigzag |= (part & 0x7fL) << shift;
            shift += 7;
        } while (part < 0);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    public void longs(long[] column, int size) {
        unpack(column, size);
    }

    public void ints(int[] column, int size) {
        long[] wide = room(size);
        unpack(wide, size);
        for (int i = 0; i < size; i++) {
            column[i] = (int) wide[i];
        }
    }

    public void bytes(byte[] column, int size) {
        long[] wide = room(size);
        unpack(wide, size);
        for (int i = 0; i < size; i++) {
            column[i] = (byte) wide[i];
        }
    }

    public void column(double[] column, int size) {
        column(column, 0, size);
    }

    public void doubles(double[] values) {
        for (int from = 0; from < values.length; from += PackedOutput.BLOCK) {
            column(values, from, Math.min(PackedOutput.BLOCK, values.length - from));
        }
    }

    private void column(double[] column, int from, int size) {
        long[] scaled = room(size);
        int form = unpack(scaled, size);
        if (form == PackedOutput.RAW) {
            for (int i = 0; i < size; i++) {
                column[from + i] = Double.longBitsToDouble(scaled[i]);
            }
            return;
        }
        double power = PackedOutput.power(form & ~PackedOutput.STEPS);
        for (int i = 0; i < size; i++) {
            column[from + i] = scaled[i] / power;
        }
    }

    /** Returns the column's form. */
    private int unpack(long[] column, int size) {
        if (size == 0) {
            return 0;
        }
        int form = bytes[at++];
        if (form == PackedOutput.RAW) {
            at = Columns.get(bytes, at, column, size);
            return form;
        }
        int width = bytes[at++];
        boolean steps = (form & PackedOutput.STEPS) != 0;
        long value = steps ? number() : 0;
        long least = number();
        column[0] = value;
        int begin = steps ? 1 : 0;
        bits(column, begin, size, width);
        for (int i = begin; i < size; i++) {
            long distance = column[i] + least;
            value = steps ? value + distance : distance;
            column[i] = value;
        }
        return form;
    }

    private void bits(long[] column, int begin, int size, int width) {
        long mask = (1L << width) - 1;
        long bits = 0;
        int filled = 0;
        for (int i = begin; i < size; i++) {
            while (filled < width) {
                bits |= (bytes[at++] & 0xffL) << filled;
                filled += Byte.SIZE;
            }
            column[i] = bits & mask;
            bits >>>= width;
            filled -= width;
        }
    }

    private long[] room(int size) {
        if (integers.length < size) {
            integers = new long[size];
        }
        return integers;
    }
}
