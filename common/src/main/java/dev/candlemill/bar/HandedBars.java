package dev.candlemill.bar;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A bounded run has handed bars of the symbol over, which wait where both look. Behind the operator
 * that fetches them: they come next, each part after what is stored of its time, and take the place
 * of what was known.
 *
 * @param upTo the newest hand-over that waits
 */
public record HandedBars(String symbol, long upTo) implements SymbolEvent {

    private static final int VERSION = 1;

    public HandedBars {
        requireNonNull(symbol, "symbol is null");
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(symbol);
        out.writeLong(upTo);
    }

    static HandedBars read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("handed bars of version " + version + ": expected " + VERSION);
        }
        return new HandedBars(in.readUTF(), in.readLong());
    }
}
