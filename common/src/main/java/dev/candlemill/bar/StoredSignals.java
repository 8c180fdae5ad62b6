package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Stored signals of one symbol, in columns, so that a run neither repeats nor forgets them. */
public final class StoredSignals {

    /**
     * One stored signal.
     *
     * @param timeframe ordinal
     * @param key of setup and strategy, see {@code SignalKey}
     * @param contentHash see {@code Signal.contentHash}; 0 for a retracted one
     * @param type ordinal of {@code SignalType}
     * @param own whether this very run wrote it before a crash: it is sent again, since another
     *     sink may have lost it
     */
    public record Row(
            int timeframe,
            long openTime,
            long key,
            int revision,
            long contentHash,
            int type,
            boolean own) {}

    private int size;
    private Row[] rows;

    public StoredSignals(int capacity) {
        rows = new Row[capacity];
    }

    public int size() {
        return size;
    }

    public Row row(int i) {
        return rows[i];
    }

    public void add(Row row) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size + (size >> 1) + 4);
        }
        rows[size++] = row;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            Row row = rows[i];
            out.writeByte(row.timeframe);
            out.writeLong(row.openTime);
            out.writeLong(row.key);
            out.writeInt(row.revision);
            out.writeLong(row.contentHash);
            out.writeByte(row.type);
            out.writeBoolean(row.own);
        }
    }

    static StoredSignals read(DataInput in) throws IOException {
        int size = in.readInt();
        StoredSignals signals = new StoredSignals(size);
        while (signals.size < size) {
            signals.add(
                    new Row(
                            in.readByte(),
                            in.readLong(),
                            in.readLong(),
                            in.readInt(),
                            in.readLong(),
                            in.readByte(),
                            in.readBoolean()));
        }
        return signals;
    }
}
