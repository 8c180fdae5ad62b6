package dev.candlemill.bar;

import static java.util.Objects.requireNonNull;

import dev.candlemill.setup.TradingSetup;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 *     those that stand for missing bars, and without the 5-minute candles that this same run wrote
 *     before a crash, since it reads them again
 * @param candles the stored candles' revisions and hashes, sorted by timeframe and time
 * @param signals the stored signals of the symbol
 * @param setups the symbol's active setups, which replace the ones before; null when they are as
 *     they were
 */
public record Baseline(
        String symbol,
        long from,
        long to,
        boolean startsRegion,
        byte[] snapshot,
        BarColumns bars,
        StoredCandles candles,
        StoredSignals signals,
        @Nullable List<TradingSetup> setups)
        implements SymbolEvent {

    private static final int VERSION = 2;

    public Baseline {
        requireNonNull(symbol, "symbol is null");
        setups = setups == null ? null : List.copyOf(setups);
    }

    /** Candles only: no signals are stored, and the setups are as they were. */
    public Baseline(
            String symbol,
            long from,
            long to,
            boolean startsRegion,
            byte[] snapshot,
            BarColumns bars,
            StoredCandles candles) {
        this(symbol, from, to, startsRegion, snapshot, bars, candles, new StoredSignals(0), null);
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
                new StoredCandles(0),
                new StoredSignals(0),
                null);
    }

    /** The same with the symbol's active setups. */
    public Baseline withSetups(List<TradingSetup> active) {
        return new Baseline(
                symbol, from, to, startsRegion, snapshot, bars, candles, signals, active);
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
        signals.write(out);
        out.writeBoolean(setups != null);
        if (setups != null) {
            TradingSetup.writeAll(setups, out);
        }
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
                StoredCandles.read(in),
                StoredSignals.read(in),
                in.readBoolean() ? TradingSetup.readAll(in) : null);
    }
}
