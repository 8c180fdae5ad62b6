package dev.candlemill.wire;

import dev.candlemill.candle.SymbolState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What the fold touches with every page, changed in place. */
public final class SymbolStateFormat implements WireFormat<SymbolState> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<SymbolState> type() {
        return SymbolState.class;
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
    public SymbolState copy(SymbolState value) {
        return value.copy();
    }

    @Override
    public void write(SymbolState value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    public SymbolState read(DataInput in) throws IOException {
        return SymbolState.read(in);
    }
}
