package dev.candlemill.jobs.push;

import dev.candlemill.wire.WireFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Keyed state of pushed symbols. */
public final class PushedSymbolFormat implements WireFormat<PushedSymbol> {

    private static final long serialVersionUID = 1L;

    @Override
    public Class<PushedSymbol> type() {
        return PushedSymbol.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(PushedSymbol symbol, DataOutput out) throws IOException {
        symbol.write(out);
    }

    @Override
    public PushedSymbol read(DataInput in) throws IOException {
        return PushedSymbol.read(in);
    }

    @Override
    public boolean isImmutable() {
        return false;
    }

    @Override
    public PushedSymbol copy(PushedSymbol symbol) {
        return symbol.copy();
    }
}
