package dev.candlemill.candle;

import dev.candlemill.bar.PackedInput;
import dev.candlemill.bar.PackedOutput;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of one symbol's input in this run, and what was emitted. Lives in keyed state, so
 * that {@link #isBalanced} survives a crash. The byte form is part of the savepoint contract.
 */
public final class SymbolCounts implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 2;

    /** Longs as they are. */
    private static final int PLAIN = 1;

    private static final int MOST_BYTES = 128;

    public long in;
    public long accepted;
    public long duplicate;
    public long late;
    public long corrected;
    public long firstBar = Long.MAX_VALUE;
    public long lastBar = Long.MIN_VALUE;
    private final long[] rejected = new long[RejectReason.values().length];
    private final long[] candles = new long[Timeframe.count()];
    private final long[] revised = new long[Timeframe.count()];

    public void countRejected(int reasonOrdinal, long count) {
        rejected[reasonOrdinal] += count;
    }

    /** One bar that was put at its place. */
    void count(Stretches.Placed placed, long openTime) {
        if (placed == Stretches.Placed.DUPLICATE) {
            duplicate++;
            return;
        }
        accepted++;
        corrected += placed == Stretches.Placed.CORRECTED ? 1 : 0;
        firstBar = Math.min(firstBar, openTime);
        lastBar = Math.max(lastBar, openTime);
    }

    /** One emitted row: first content, or a revision of it. */
    public void countCandle(int timeframeOrdinal, boolean isRevision) {
        candles[timeframeOrdinal]++;
        if (isRevision) {
            revised[timeframeOrdinal]++;
        }
    }

    /** Emitted rows of a timeframe, of which some were revisions. */
    public void countCandles(Timeframe timeframe, long all, long revisions) {
        candles[timeframe.ordinal()] += all;
        revised[timeframe.ordinal()] += revisions;
    }

    public long rejected() {
        long sum = 0;
        for (long count : rejected) {
            sum += count;
        }
        return sum;
    }

    /** Reasons that occurred, with their counts. */
    public Map<RejectReason, Long> rejectedByReason() {
        Map<RejectReason, Long> byReason = new EnumMap<>(RejectReason.class);
        for (RejectReason reason : RejectReason.values()) {
            if (rejected[reason.ordinal()] > 0) {
                byReason.put(reason, rejected[reason.ordinal()]);
            }
        }
        return byReason;
    }

    /** Emitted rows of a timeframe, revisions included. */
    public long candles(Timeframe timeframe) {
        return candles[timeframe.ordinal()];
    }

    /** Emitted rows of a timeframe with a revision above 1. */
    public long revised(Timeframe timeframe) {
        return revised[timeframe.ordinal()];
    }

    /** {@code in = accepted + duplicate + late + rejected}. */
    public boolean isBalanced() {
        return in == accepted + duplicate + late + rejected();
    }

    public void add(SymbolCounts other) {
        in += other.in;
        accepted += other.accepted;
        duplicate += other.duplicate;
        late += other.late;
        corrected += other.corrected;
        firstBar = Math.min(firstBar, other.firstBar);
        lastBar = Math.max(lastBar, other.lastBar);
        for (int i = 0; i < rejected.length; i++) {
            rejected[i] += other.rejected[i];
        }
        for (int i = 0; i < candles.length; i++) {
            candles[i] += other.candles[i];
            revised[i] += other.revised[i];
        }
    }

    public SymbolCounts copy() {
        SymbolCounts copy = new SymbolCounts();
        copy.add(this);
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        PackedOutput packed = new PackedOutput(MOST_BYTES);
        packed.number(in);
        packed.number(accepted);
        packed.number(duplicate);
        packed.number(late);
        packed.number(corrected);
        packed.number(firstBar);
        packed.number(lastBar);
        writeLongs(packed, rejected);
        writeLongs(packed, candles);
        writeLongs(packed, revised);
        packed.writeTo(out);
    }

    public static SymbolCounts read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version == PLAIN) {
            return readPlain(in);
        }
        if (version != VERSION) {
            throw new IOException("symbol counts of version " + version + ": expected " + VERSION);
        }
        PackedInput packed = new PackedInput(in);
        SymbolCounts counts = new SymbolCounts();
        counts.in = packed.number();
        counts.accepted = packed.number();
        counts.duplicate = packed.number();
        counts.late = packed.number();
        counts.corrected = packed.number();
        counts.firstBar = packed.number();
        counts.lastBar = packed.number();
        readLongs(packed, counts.rejected);
        readLongs(packed, counts.candles);
        readLongs(packed, counts.revised);
        return counts;
    }

    private static SymbolCounts readPlain(DataInput in) throws IOException {
        SymbolCounts counts = new SymbolCounts();
        counts.in = in.readLong();
        counts.accepted = in.readLong();
        counts.duplicate = in.readLong();
        counts.late = in.readLong();
        counts.corrected = in.readLong();
        counts.firstBar = in.readLong();
        counts.lastBar = in.readLong();
        readPlain(in, counts.rejected);
        readPlain(in, counts.candles);
        readPlain(in, counts.revised);
        return counts;
    }

    private static void readPlain(DataInput in, long[] into) throws IOException {
        int stored = in.readByte();
        for (int i = 0; i < stored; i++) {
            into[i] = in.readLong();
        }
    }

    private static void writeLongs(PackedOutput out, long[] values) {
        out.number(values.length);
        for (long value : values) {
            out.number(value);
        }
    }

    private static void readLongs(PackedInput in, long[] into) {
        int stored = (int) in.number();
        for (int i = 0; i < stored; i++) {
            into[i] = in.number();
        }
    }
}
