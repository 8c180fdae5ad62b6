package dev.candlemill.bar;

import static java.util.Objects.requireNonNull;

import dev.candlemill.setup.TradingSetup;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * A symbol's active setups from here on; they replace the ones before. Saying the same once more
 * changes nothing.
 */
public record ActiveSetups(String symbol, List<TradingSetup> setups) implements SymbolEvent {

    private static final int VERSION = 1;

    public ActiveSetups {
        requireNonNull(symbol, "symbol is null");
        setups = List.copyOf(setups);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(symbol);
        TradingSetup.writeAll(setups, out);
    }

    static ActiveSetups read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("active setups of version " + version + ": expected " + VERSION);
        }
        return new ActiveSetups(in.readUTF(), TradingSetup.readAll(in));
    }
}
