package dev.candlemill.wire;

import dev.candlemill.bar.BarColumns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The kept input bars of a stretch of one session, changed in place. */
public final class BarColumnsFormat implements WireFormat<BarColumns> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<BarColumns> type() {
        return BarColumns.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public boolean isImmutable() {
        return false;
    }

    @Override
    public BarColumns copy(BarColumns value) {
        return value.copy();
    }

    @Override
    public void write(BarColumns value, DataOutput out) throws IOException {
        value.writePacked(out);
    }

    @Override
    public BarColumns read(DataInput in) throws IOException {
        return BarColumns.read(in);
    }
}
