package dev.candlemill.wire;

import dev.candlemill.candle.FoldState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Anchors of the fold. */
public final class FoldStateFormat implements WireFormat<FoldState> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<FoldState> type() {
        return FoldState.class;
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
    public FoldState copy(FoldState value) {
        return value.copy();
    }

    @Override
    public void write(FoldState value, DataOutput out) throws IOException {
        value.writeWhole(out);
    }

    @Override
    public FoldState read(DataInput in) throws IOException {
        return FoldState.readWhole(in);
    }
}
