package dev.candlemill.wire;

import dev.candlemill.candle.SymbolSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Setups, layouts and wanted timeframes of a symbol; those came with version 2. */
public final class SymbolSettingsFormat implements WireFormat<SymbolSettings> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 2;

    @Override
    public Class<SymbolSettings> type() {
        return SymbolSettings.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(SymbolSettings value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    public SymbolSettings read(DataInput in) throws IOException {
        return SymbolSettings.read(in);
    }
}
