package dev.candlemill.bar;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A symbol is asked for from here on, or is not any more. It changes no candle: it tells a symbol
 * whose provider is silent from one that nobody wants.
 *
 * @param isFollowed whether it is asked for
 * @param coveredUntil epoch milliseconds: the market time up to which it has been asked
 */
public record Following(String symbol, boolean isFollowed, long coveredUntil)
        implements SymbolEvent {

    private static final int VERSION = 1;

    public Following {
        requireNonNull(symbol, "symbol is null");
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(symbol);
        out.writeBoolean(isFollowed);
        out.writeLong(coveredUntil);
    }

    static Following read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("following of version " + version + ": expected " + VERSION);
        }
        return new Following(in.readUTF(), in.readBoolean(), in.readLong());
    }
}
