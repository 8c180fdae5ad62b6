package dev.candlemill.wire;

import dev.candlemill.candle.RevisionIndex;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Revisions of one session's, week's or month's candles, changed in place. */
public final class RevisionIndexFormat implements WireFormat<RevisionIndex> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<RevisionIndex> type() {
        return RevisionIndex.class;
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
    public RevisionIndex copy(RevisionIndex value) {
        return value.copy();
    }

    @Override
    public void write(RevisionIndex value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    public RevisionIndex read(DataInput in) throws IOException {
        return RevisionIndex.read(in);
    }
}
