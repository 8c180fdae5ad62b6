package dev.candlemill.bar;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is already stored of one symbol, sent before the first bar of a stretch of time, so that a
 * run continues from it: equal candles are not emitted again, different ones get the next revision,
 * and days, weeks and months that the run only cuts into keep their stored bars.
 *
 * @param from epoch milliseconds, inclusive: nothing is known before it
 * @param to epoch milliseconds, exclusive: everything stored in {@code [from, to)} is in this event
 * @param startsRegion whether the fold starts anew at {@code from}; otherwise {@code from} lies in
 *     or next to what earlier baselines of this run covered
 * @param snapshot the fold as it was before the first bar of {@code from}; empty when none is
 *     stored
 * @param bars the stored input bars: 5-minute candles, or the 1-minute bars kept with them; without
 *     the 5-minute candles that this same run wrote before a crash, since it reads them again
 * @param candles the stored candles' revisions and content hashes, sorted by timeframe and time
 */
public record Baseline(
        String symbol,
        long from,
        long to,
        boolean startsRegion,
        byte[] snapshot,
        BarColumns bars,
        StoredCandles candles)
        implements SymbolEvent {

    private static final int VERSION = 1;

    public Baseline {
        requireNonNull(symbol, "symbol is null");
    }

    /** Nothing is stored in {@code [from, to)}. */
    public static Baseline nothing(String symbol, long from, long to, boolean startsRegion) {
        return new Baseline(
                symbol,
                from,
                to,
                startsRegion,
                new byte[0],
                new BarColumns(0),
                new StoredCandles(0));
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(symbol);
        out.writeLong(from);
        out.writeLong(to);
        out.writeBoolean(startsRegion);
        out.writeInt(snapshot.length);
        out.write(snapshot);
        bars.write(out);
        candles.write(out);
    }

    static Baseline read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("baseline of version " + version + ": expected " + VERSION);
        }
        return new Baseline(
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                Columns.readBytes(in, in.readInt()),
                BarColumns.read(in),
                StoredCandles.read(in));
    }
}
