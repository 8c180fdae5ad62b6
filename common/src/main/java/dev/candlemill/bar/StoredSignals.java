package dev.candlemill.bar;

import dev.candlemill.signal.SignalStatus;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Stored signals of one symbol, in columns, so that a run neither repeats nor forgets them. */
public final class StoredSignals {

    /** Who wrote a signal. */
    public enum Origin {
        /** An earlier run, or one of which every sink has it. */
        EARLIER,

        /**
         * This very run before a crash: it is sent again, since another sink may have lost it. The
         * revision says whether it was new.
         */
        OWN,

        /** The same, sent as new though it had been there before, and was taken back. */
        OWN_AS_NEW;

        private static final Origin[] ALL = values();

        /**
         * @param own whether this very run wrote it
         * @param status as it was sent
         */
        public static Origin of(boolean own, SignalStatus status) {
            return !own ? EARLIER : status == SignalStatus.NEW ? OWN_AS_NEW : OWN;
        }

        private static Origin read(DataInput in) throws IOException {
            return ALL[in.readUnsignedByte()];
        }
    }

    /**
     * One stored signal.
     *
     * @param timeframe ordinal
     * @param key of setup and strategy, see {@code SignalKey}
     * @param contentHash see {@code Signal.contentHash}; 0 for a retracted one
     * @param type ordinal of {@code SignalType}
     */
    public record Row(
            int timeframe,
            long openTime,
            long key,
            int revision,
            long contentHash,
            int type,
            Origin origin) {}

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
            out.writeByte(row.origin.ordinal());
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
                            Origin.read(in)));
        }
        return signals;
    }
}
