package dev.candlemill.provider.file;

import java.nio.ByteBuffer;

/**
 * How one record stands in runs and in the store, in {@value #BYTES} bytes: group, time, open,
 * high, low, close, volume, place. A record whose open is NaN stands for a bad line; its high is
 * where the line's text begins in {@link BadLineFile}, its low 1 where its time tells of the size
 * of bars, being off their grid.
 */
final class BarRecord {

    static final int BYTES = Integer.BYTES + 2 * Long.BYTES + 5 * Double.BYTES;

    private static final int TIME = Integer.BYTES;
    private static final int OPEN = TIME + Long.BYTES;
    private static final int PLACE = OPEN + 5 * Double.BYTES;

    private BarRecord() {}

    static void put(ByteBuffer into, RunBuffer from, int i) {
        into.putInt(from.group[i])
                .putLong(from.time[i])
                .putDouble(from.open[i])
                .putDouble(from.high[i])
                .putDouble(from.low[i])
                .putDouble(from.close[i])
                .putDouble(from.volume[i])
                .putLong(from.place[i]);
    }

    static int group(ByteBuffer records, int at) {
        return records.getInt(at);
    }

    static long time(ByteBuffer records, int at) {
        return records.getLong(at + TIME);
    }

    /** Open, high, low, close, volume are 0 to 4. */
    static double value(ByteBuffer records, int at, int index) {
        return records.getDouble(at + OPEN + index * Double.BYTES);
    }

    static long place(ByteBuffer records, int at) {
        return records.getLong(at + PLACE);
    }

    static boolean tellsSize(ByteBuffer records, int at) {
        return !isBadLine(records, at) || value(records, at, 2) == 1;
    }

    static boolean isBadLine(ByteBuffer records, int at) {
        return Double.isNaN(value(records, at, 0));
    }

    static long badLineOffset(ByteBuffer records, int at) {
        return (long) value(records, at, 1);
    }
}
