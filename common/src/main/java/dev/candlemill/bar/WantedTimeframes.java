package dev.candlemill.bar;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Timeframes of the symbol that are stored and sent from here on, beside those of the job; they
 * replace the ones before. Saying the same once more changes nothing.
 */
public record WantedTimeframes(String symbol, Set<Timeframe> timeframes) implements SymbolEvent {

    private static final int VERSION = 1;

    public WantedTimeframes {
        requireNonNull(symbol, "symbol is null");
        timeframes = Set.copyOf(timeframes);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(symbol);
        int bits = 0;
        for (Timeframe timeframe : timeframes) {
            bits |= 1 << timeframe.ordinal();
        }
        out.writeInt(bits);
    }

    static WantedTimeframes read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException(
                    "wanted timeframes of version " + version + ": expected " + VERSION);
        }
        String symbol = in.readUTF();
        int bits = in.readInt();
        Set<Timeframe> timeframes = EnumSet.noneOf(Timeframe.class);
        for (Timeframe timeframe : Timeframe.all()) {
            if ((bits >> timeframe.ordinal() & 1) != 0) {
                timeframes.add(timeframe);
            }
        }
        return new WantedTimeframes(symbol, timeframes);
    }
}
