package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bars of a stretch as keyed state keeps them: in columns that are changed in place while bars
 * still come, packed (some 5 bytes a bar instead of 49) once the stretch is whole. Packed bars do
 * not change: a checkpoint writes their bytes as they are, and copies share them.
 */
public final class KeptBars {

    private final int size;
    private final @Nullable BarColumns columns;
    private final byte[] packed;

    private KeptBars(int size, @Nullable BarColumns columns, byte[] packed) {
        this.size = size;
        this.columns = columns;
        this.packed = packed;
    }

    /** Keeps these columns, not a copy. */
    public static KeptBars inColumns(BarColumns columns) {
        return new KeptBars(0, columns, new byte[0]);
    }

    public static KeptBars packed(BarColumns columns) {
        return new KeptBars(columns.size(), null, columns.packed());
    }

    /**
     * The columns to be changed in place; of packed bars new ones, which have to be put back as
     * they are kept then.
     */
    public BarColumns columns() {
        return columns == null ? BarColumns.unpacked(size, packed) : columns;
    }

    public boolean isPacked() {
        return columns == null;
    }

    public KeptBars copy() {
        return columns == null ? this : inColumns(columns.copy());
    }

    public void write(DataOutput out) throws IOException {
        if (columns == null) {
            BarColumns.writePacked(size, packed, out);
        } else {
            columns.writePacked(out);
        }
    }

    /** Reads what {@link #write} or {@link BarColumns#write} wrote. */
    public static KeptBars read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version == BarColumns.PACKED) {
            int size = in.readInt();
            return new KeptBars(size, null, Columns.readBytes(in, in.readInt()));
        }
        return inColumns(BarColumns.read(version, in));
    }
}
