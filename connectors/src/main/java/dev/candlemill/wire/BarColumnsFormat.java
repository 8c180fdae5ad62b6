package dev.candlemill.wire;

import dev.candlemill.bar.KeptBars;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The kept input bars of a stretch of one session, changed in place. Savepoints know it by this
 * name.
 */
public final class BarColumnsFormat implements WireFormat<KeptBars> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<KeptBars> type() {
        return KeptBars.class;
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
    public KeptBars copy(KeptBars value) {
        return value.copy();
    }

    @Override
    public void write(KeptBars value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    public KeptBars read(DataInput in) throws IOException {
        return KeptBars.read(in);
    }
}
