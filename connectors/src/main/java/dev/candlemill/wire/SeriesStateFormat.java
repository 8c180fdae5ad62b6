package dev.candlemill.wire;

import dev.candlemill.candle.SeriesState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What indicators and strategies remember of a series. */
public final class SeriesStateFormat implements WireFormat<SeriesState> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<SeriesState> type() {
        return SeriesState.class;
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
    public SeriesState copy(SeriesState value) {
        return value.copy();
    }

    @Override
    public void write(SeriesState value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    public SeriesState read(DataInput in) throws IOException {
        return SeriesState.read(in);
    }
}
