package dev.candlemill.jobs.push;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.source.split.Chunk;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How far a pushed symbol has come. Mutable; the byte form is part of the savepoint contract. */
public final class PushedSymbol {

    static final long NEVER = Long.MAX_VALUE;

    private static final int VERSION = 1;

    /**
     * Open of the first bar that came, or how far the symbol was settled where none did: epoch
     * milliseconds of the market, as are most below.
     */
    long cut = NEVER;

    /** What is loaded of what is stored. */
    @Nullable Chunk loaded;

    /** Whether bars are held back until more is loaded. */
    boolean isWaiting;

    /** Where progress wants to go once that is there. */
    long wanted = Long.MIN_VALUE;

    /** The latest close of a bar that came. */
    long lastClose = Long.MIN_VALUE;

    /** When the last bar came, by the machine's clock. */
    long lastArrival = Long.MIN_VALUE;

    /** Whether it came longer after its close than the grace: a topic that is being caught up. */
    boolean isBehind;

    /** What the fold was told last. */
    long progress = Long.MIN_VALUE;

    /** The symbol's only timer, by the machine's clock. */
    long timer = NEVER;

    /** Of which nothing is known but that everything before a time is stored. */
    static PushedSymbol settledUntil(long time) {
        PushedSymbol symbol = new PushedSymbol();
        symbol.cut = time;
        symbol.progress = time;
        return symbol;
    }

    /** Whether no bar came, and silence did not ask for what is stored either. */
    boolean isOnlySettled() {
        return lastArrival == Long.MIN_VALUE && loaded == null && !isWaiting;
    }

    /** The first bar says where to begin, which may be before what is settled. */
    void take(BarColumns bars, long arrival) {
        if (isOnlySettled()) {
            cut = NEVER;
            progress = Long.MIN_VALUE;
        }
        for (int i = 0; i < bars.size(); i++) {
            cut = cut == NEVER ? bars.openTime(i) : cut;
            lastClose = Math.max(lastClose, closeOf(bars, i));
        }
        lastArrival = arrival;
    }

    static long closeOf(BarColumns bars, int i) {
        return bars.openTime(i) + bars.barSize(i).millis();
    }

    PushedSymbol copy() {
        PushedSymbol copy = new PushedSymbol();
        copy.cut = cut;
        copy.loaded = loaded;
        copy.isWaiting = isWaiting;
        copy.wanted = wanted;
        copy.lastClose = lastClose;
        copy.lastArrival = lastArrival;
        copy.isBehind = isBehind;
        copy.progress = progress;
        copy.timer = timer;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(cut);
        out.writeBoolean(loaded != null);
        if (loaded != null) {
            out.writeLong(loaded.from());
            out.writeLong(loaded.to());
            out.writeLong(loaded.monthClose());
            out.writeBoolean(loaded.startsRegion());
        }
        out.writeBoolean(isWaiting);
        out.writeLong(wanted);
        out.writeLong(lastClose);
        out.writeLong(lastArrival);
        out.writeBoolean(isBehind);
        out.writeLong(progress);
        out.writeLong(timer);
    }

    static PushedSymbol read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("pushed symbol of version " + version + ": expected " + VERSION);
        }
        PushedSymbol symbol = new PushedSymbol();
        symbol.cut = in.readLong();
        symbol.loaded =
                in.readBoolean()
                        ? new Chunk(in.readLong(), in.readLong(), in.readLong(), in.readBoolean())
                        : null;
        symbol.isWaiting = in.readBoolean();
        symbol.wanted = in.readLong();
        symbol.lastClose = in.readLong();
        symbol.lastArrival = in.readLong();
        symbol.isBehind = in.readBoolean();
        symbol.progress = in.readLong();
        symbol.timer = in.readLong();
        return symbol;
    }
}
