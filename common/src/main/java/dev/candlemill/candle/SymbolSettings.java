package dev.candlemill.candle;

import dev.candlemill.setup.TradingSetup;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * What one symbol's setups are, and what the memory of its series means. Read when a symbol is met
 * for the first time by an operator; the byte form is part of the savepoint contract.
 *
 * @param wanted bit per {@link dev.candlemill.calendar.Timeframe#ordinal}: which candles leave the
 *     fold beside those of the job; none in version 1
 */
public record SymbolSettings(List<TradingSetup> setups, Layouts layouts, int wanted) {

    private static final int VERSION = 2;

    public SymbolSettings {
        setups = List.copyOf(setups);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        layouts.write(out);
        TradingSetup.writeAll(setups, out);
        out.writeInt(wanted);
    }

    public static SymbolSettings read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version < 1 || version > VERSION) {
            throw new IOException(
                    "symbol settings of version " + version + ": expected 1 to " + VERSION);
        }
        Layouts layouts = Layouts.read(in);
        List<TradingSetup> setups = TradingSetup.readAll(in);
        return new SymbolSettings(setups, layouts, version < 2 ? 0 : in.readInt());
    }
}
