package dev.candlemill.benchmarks.window;

import dev.candlemill.bar.BarSize;
import dev.candlemill.wire.WireFormat;
import dev.candlemill.wire.WireTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bars between the flat map and the window operator. */
public final class SymbolBarFormat implements WireFormat<SymbolBar> {

    static final WireTypeInfo<SymbolBar> TYPE = new WireTypeInfo<>(new SymbolBarFormat());

    private static final long serialVersionUID = 1L;

    @Override
    public Class<SymbolBar> type() {
        return SymbolBar.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SymbolBar bar, DataOutput out) throws IOException {
        out.writeUTF(bar.symbol());
        out.writeByte(bar.size().ordinal());
        out.writeLong(bar.openTime());
        out.writeDouble(bar.open());
        out.writeDouble(bar.high());
        out.writeDouble(bar.low());
        out.writeDouble(bar.close());
        out.writeDouble(bar.volume());
    }

    @Override
    public SymbolBar read(DataInput in) throws IOException {
        return new SymbolBar(
                in.readUTF(),
                BarSize.of(in.readByte()),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }
}
