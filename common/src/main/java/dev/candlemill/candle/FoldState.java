package dev.candlemill.candle;

import dev.candlemill.bar.Columns;
import dev.candlemill.bar.PackedInput;
import dev.candlemill.bar.PackedOutput;
import dev.candlemill.calendar.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The open bucket of every timeframe of one symbol, and rows that the fold has left behind but that
 * are not final yet. Mutable and reused; the byte form is part of the savepoint contract and of the
 * stored fold snapshots.
 *
 * <p>The 5m entry is the open slot. Longer intraday buckets and the day hold closed slots only,
 * weeks and months closed days only, so that sums associate the same way whatever the input's bar
 * size.
 */
public final class FoldState {

    private static final int VERSION = 3;

    /** Columns as they are. */
    private static final int PLAIN = 2;

    private static final int COUNT = Timeframe.count();

    /** One byte of status, two longs, five doubles and six ints of each timeframe. */
    private static final int COLUMN_BYTES =
            COUNT * (1 + 2 * Long.BYTES + 5 * Double.BYTES + 6 * Integer.BYTES);

    static final byte EMPTY = 0;
    static final byte OPEN = 1;
    static final byte EMITTED = 2;

    final byte[] status = new byte[COUNT];
    final long[] openTime = new long[COUNT];
    final long[] closeTime = new long[COUNT];
    final int[] sessionDate = new int[COUNT];
    final double[] open = new double[COUNT];
    final double[] high = new double[COUNT];
    final double[] low = new double[COUNT];
    final double[] close = new double[COUNT];
    final double[] volume = new double[COUNT];
    final int[] barCount = new int[COUNT];
    final int[] expectedBarCount = new int[COUNT];
    final int[] inputCount = new int[COUNT];

    /** Slots of which every input bar has come; a bucket is complete when all of them are. */
    final int[] fullCount = new int[COUNT];

    /** First slot after the open bucket, within its session. */
    final int[] endSlot = new int[COUNT];

    /** The open slot's index in its session; -1 before the first bar. */
    int slot = -1;

    /** Minutes of the open slot that have come. */
    int slotMinutes;

    /** Whether the open slot is more than one 5-minute bar. */
    boolean slotCompound;

    boolean slotApplied = true;
    boolean dayApplied = true;

    final CandleRows pending = new CandleRows(0);

    /** Not part of {@link #write}: see {@link #writeWhole}. */
    final SeriesMemory series = new SeriesMemory();

    boolean isEmpty() {
        return status[Timeframe.D1.ordinal()] == EMPTY;
    }

    /** Without what series remember. */
    FoldState copyBuckets() {
        FoldState copy = new FoldState();
        copy.copyBuckets(this);
        return copy;
    }

    /** An exact copy, for a state backend. */
    public FoldState copy() {
        FoldState copy = copyBuckets();
        copy.series.copyFrom(series);
        return copy;
    }

    void copyBuckets(FoldState other) {
        System.arraycopy(other.status, 0, status, 0, COUNT);
        System.arraycopy(other.openTime, 0, openTime, 0, COUNT);
        System.arraycopy(other.closeTime, 0, closeTime, 0, COUNT);
        System.arraycopy(other.sessionDate, 0, sessionDate, 0, COUNT);
        System.arraycopy(other.open, 0, open, 0, COUNT);
        System.arraycopy(other.high, 0, high, 0, COUNT);
        System.arraycopy(other.low, 0, low, 0, COUNT);
        System.arraycopy(other.close, 0, close, 0, COUNT);
        System.arraycopy(other.volume, 0, volume, 0, COUNT);
        System.arraycopy(other.barCount, 0, barCount, 0, COUNT);
        System.arraycopy(other.expectedBarCount, 0, expectedBarCount, 0, COUNT);
        System.arraycopy(other.inputCount, 0, inputCount, 0, COUNT);
        System.arraycopy(other.fullCount, 0, fullCount, 0, COUNT);
        System.arraycopy(other.endSlot, 0, endSlot, 0, COUNT);
        slot = other.slot;
        slotMinutes = other.slotMinutes;
        slotCompound = other.slotCompound;
        slotApplied = other.slotApplied;
        dayApplied = other.dayApplied;
        pending.clear(other.pending.names);
        for (int i = 0; i < other.pending.size(); i++) {
            pending.copyRow(other.pending, i);
        }
    }

    /** The buckets, then what indicators and strategies remember of every timeframe. */
    public void writeWhole(DataOutput out) throws IOException {
        write(out);
        series.write(out);
    }

    /** Reads what {@link #writeWhole} wrote. */
    public static FoldState readWhole(DataInput in) throws IOException {
        FoldState state = read(in);
        state.series.read(in);
        return state;
    }

    /** The fold that a snapshot's bytes hold; of none, an empty one. */
    static FoldState ofSnapshot(byte[] bytes) throws IOException {
        return bytes.length == 0
                ? new FoldState()
                : readWhole(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        PackedOutput packed = new PackedOutput(COLUMN_BYTES / 2);
        packed.bytes(status, COUNT);
        packed.longs(openTime, COUNT);
        packed.longs(closeTime, COUNT);
        packed.ints(sessionDate, COUNT);
        packed.column(open, COUNT);
        packed.column(high, COUNT);
        packed.column(low, COUNT);
        packed.column(close, COUNT);
        packed.column(volume, COUNT);
        packed.ints(barCount, COUNT);
        packed.ints(expectedBarCount, COUNT);
        packed.ints(inputCount, COUNT);
        packed.ints(fullCount, COUNT);
        packed.ints(endSlot, COUNT);
        packed.writeTo(out);
        out.writeInt(slot);
        out.writeByte(slotMinutes);
        out.writeBoolean(slotCompound);
        out.writeBoolean(slotApplied);
        out.writeBoolean(dayApplied);
        pending.writePending(out);
    }

    public static FoldState read(DataInput in) throws IOException {
        int version = in.readByte();
        FoldState state = new FoldState();
        if (version == PLAIN) {
            state.readPlain(in);
        } else if (version == VERSION) {
            state.readPacked(new PackedInput(in));
        } else {
            throw new IOException("fold state of version " + version + ": expected " + VERSION);
        }
        state.slot = in.readInt();
        state.slotMinutes = in.readByte();
        state.slotCompound = in.readBoolean();
        state.slotApplied = in.readBoolean();
        state.dayApplied = in.readBoolean();
        state.pending.readPending(in);
        return state;
    }

    private void readPacked(PackedInput packed) {
        packed.bytes(status, COUNT);
        packed.longs(openTime, COUNT);
        packed.longs(closeTime, COUNT);
        packed.ints(sessionDate, COUNT);
        packed.column(open, COUNT);
        packed.column(high, COUNT);
        packed.column(low, COUNT);
        packed.column(close, COUNT);
        packed.column(volume, COUNT);
        packed.ints(barCount, COUNT);
        packed.ints(expectedBarCount, COUNT);
        packed.ints(inputCount, COUNT);
        packed.ints(fullCount, COUNT);
        packed.ints(endSlot, COUNT);
    }

    private void readPlain(DataInput in) throws IOException {
        byte[] bytes = Columns.readBytes(in, COLUMN_BYTES);
        System.arraycopy(bytes, 0, status, 0, COUNT);
        int at = COUNT;
        at = Columns.get(bytes, at, openTime, COUNT);
        at = Columns.get(bytes, at, closeTime, COUNT);
        at = Columns.get(bytes, at, sessionDate, COUNT);
        at = Columns.get(bytes, at, open, COUNT);
        at = Columns.get(bytes, at, high, COUNT);
        at = Columns.get(bytes, at, low, COUNT);
        at = Columns.get(bytes, at, close, COUNT);
        at = Columns.get(bytes, at, volume, COUNT);
        at = Columns.get(bytes, at, barCount, COUNT);
        at = Columns.get(bytes, at, expectedBarCount, COUNT);
        at = Columns.get(bytes, at, inputCount, COUNT);
        at = Columns.get(bytes, at, fullCount, COUNT);
        Columns.get(bytes, at, endSlot, COUNT);
    }
}
