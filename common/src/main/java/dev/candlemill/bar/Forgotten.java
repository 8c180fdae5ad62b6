package dev.candlemill.bar;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Nothing of a symbol has to be held any more: everything of it that is final is stored, and if it
 * comes again, it begins with what is stored, as after a start.
 */
public record Forgotten(String symbol) implements SymbolEvent {

    private static final int VERSION = 1;

    public Forgotten {
        requireNonNull(symbol, "symbol is null");
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(symbol);
    }

    static Forgotten read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("forgotten of version " + version + ": expected " + VERSION);
        }
        return new Forgotten(in.readUTF());
    }
}
