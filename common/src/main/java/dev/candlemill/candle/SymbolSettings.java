package dev.candlemill.candle;

import dev.candlemill.setup.TradingSetup;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * What one symbol's setups are, and what the memory of its series means. Read when a symbol is met
 * for the first time by an operator; the byte form is part of the savepoint contract.
 */
public record SymbolSettings(List<TradingSetup> setups, Layouts layouts) {

    private static final int VERSION = 1;

    public SymbolSettings {
        setups = List.copyOf(setups);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        layouts.write(out);
        TradingSetup.writeAll(setups, out);
    }

    public static SymbolSettings read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException(
                    "symbol settings of version " + version + ": expected " + VERSION);
        }
        Layouts layouts = Layouts.read(in);
        return new SymbolSettings(TradingSetup.readAll(in), layouts);
    }
}
