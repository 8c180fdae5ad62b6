package dev.candlemill.candle;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.Columns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growable, reusable buffer of candle rows; {@link #toPage} copies it into a page. */
public final class CandleRows {

    int size;
    byte[] timeframe;
    long[] openTime;
    long[] closeTime;
    int[] sessionDate;
    double[] open;
    double[] high;
    double[] low;
    double[] close;
    double[] volume;
    int[] barCount;
    int[] expectedBarCount;
    int[] inputCount;
    int[] revision;

    /** Whether a 5m row is more than one 5-minute bar. */
    boolean[] compound;

    @Nullable BarColumns @Nullable [] inputBars;

    /** Of their symbol, see {@link CandlePage#isWanted}. */
    int wanted;

    /** Indicator values, {@link #width} of each row, row after row; NaN where undefined. */
    double[] values = {};

    /** What the values are; all rows of a buffer have the same. */
    ValueNames names = ValueNames.NONE;

    int width;
    int[] indicatorRevision;
    @Nullable RowEvents @Nullable [] events;

    public CandleRows() {
        this(64);
    }

    CandleRows(int capacity) {
        timeframe = new byte[capacity];
        openTime = new long[capacity];
        closeTime = new long[capacity];
        sessionDate = new int[capacity];
        open = new double[capacity];
        high = new double[capacity];
        low = new double[capacity];
        close = new double[capacity];
        volume = new double[capacity];
        barCount = new int[capacity];
        expectedBarCount = new int[capacity];
        inputCount = new int[capacity];
        revision = new int[capacity];
        compound = new boolean[capacity];
        indicatorRevision = new int[capacity];
    }

    /** Gives the rows other values: those of equal name stay, new ones are undefined. */
    void rename(ValueNames to) {
        if (to.equals(names)) {
            return;
        }
        double[] renamed = new double[timeframe.length * to.width()];
        for (int k = 0; k < to.width(); k++) {
            int from = names.names().indexOf(to.names().get(k));
            for (int i = 0; i < size; i++) {
                renamed[i * to.width() + k] = from < 0 ? Double.NaN : values[i * width + from];
            }
        }
        values = renamed;
        names = to;
        width = to.width();
    }

    /** Empties the buffer for rows with other values. */
    public void clear(ValueNames valueNames) {
        clear();
        names = valueNames;
        if (width != valueNames.width()) {
            width = valueNames.width();
            values = new double[timeframe.length * width];
        }
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void clear() {
        size = 0;
        inputBars = null;
        events = null;
    }

    public CandlePage toPage(String symbol, String source, boolean fresh) {
        return new CandlePage(symbol, source, fresh, this);
    }

    public void add(Candle candle) {
        int i = next();
        timeframe[i] = (byte) candle.timeframe().ordinal();
        openTime[i] = candle.openTime();
        closeTime[i] = candle.closeTime();
        sessionDate[i] = candle.sessionDate();
        open[i] = candle.open();
        high[i] = candle.high();
        low[i] = candle.low();
        close[i] = candle.close();
        volume[i] = candle.volume();
        barCount[i] = candle.barCount();
        expectedBarCount[i] = candle.expectedBarCount();
        inputCount[i] = candle.inputCount();
        revision[i] = candle.revision();
        compound[i] = false;
        indicatorRevision[i] = 0;
        Arrays.fill(values, i * width, (i + 1) * width, Double.NaN);
    }

    /** What strategies said of a row; null for nothing. */
    @Nullable RowEvents events(int i) {
        return events == null ? null : events[i];
    }

    void setEvents(int i, RowEvents rowEvents) {
        if (events == null) {
            events = new RowEvents[timeframe.length];
        }
        events[i] = rowEvents;
    }

    void setInputBars(int i, BarColumns bars) {
        if (inputBars == null) {
            inputBars = new BarColumns[timeframe.length];
        }
        inputBars[i] = bars;
    }

    /** Claims the next row; the caller fills every column of it. */
    int next() {
        if (size == timeframe.length) {
            grow(Math.max(4, size * 2));
        }
        return size++;
    }

    long contentHash(int i) {
        return ContentHash.of(
                open[i],
                high[i],
                low[i],
                close[i],
                volume[i],
                barCount[i],
                expectedBarCount[i],
                inputCount[i]);
    }

    void copyRow(CandleRows from, int j) {
        int i = next();
        setRow(i, from, j);
        BarColumns bars = from.inputBars == null ? null : from.inputBars[j];
        if (bars != null) {
            setInputBars(i, bars);
        }
        RowEvents rowEvents = from.events(j);
        if (rowEvents != null) {
            setEvents(i, rowEvents);
        }
    }

    /** Appends {@code from}'s rows {@code [begin, end)}, which carry no input bars yet. */
    void copyRange(CandleRows from, int begin, int end) {
        int count = end - begin;
        if (count > timeframe.length - size) {
            grow(Math.max(size + count, size * 2));
        }
        System.arraycopy(from.timeframe, begin, timeframe, size, count);
        System.arraycopy(from.openTime, begin, openTime, size, count);
        System.arraycopy(from.closeTime, begin, closeTime, size, count);
        System.arraycopy(from.sessionDate, begin, sessionDate, size, count);
        System.arraycopy(from.open, begin, open, size, count);
        System.arraycopy(from.high, begin, high, size, count);
        System.arraycopy(from.low, begin, low, size, count);
        System.arraycopy(from.close, begin, close, size, count);
        System.arraycopy(from.volume, begin, volume, size, count);
        System.arraycopy(from.barCount, begin, barCount, size, count);
        System.arraycopy(from.expectedBarCount, begin, expectedBarCount, size, count);
        System.arraycopy(from.inputCount, begin, inputCount, size, count);
        System.arraycopy(from.revision, begin, revision, size, count);
        System.arraycopy(from.compound, begin, compound, size, count);
        System.arraycopy(from.indicatorRevision, begin, indicatorRevision, size, count);
        System.arraycopy(from.values, begin * width, values, size * width, count * width);
        for (int i = 0; from.events != null && i < count; i++) {
            RowEvents rowEvents = from.events[begin + i];
            if (rowEvents != null) {
                setEvents(size + i, rowEvents);
            }
        }
        size += count;
    }

    /** Moves row {@code from} down to {@code to}, over a row that is no longer wanted. */
    void moveRow(int from, int to) {
        if (from != to) {
            setRow(to, this, from);
            if (events != null) {
                events[to] = events[from];
            }
        }
    }

    void truncate(int newSize) {
        size = newSize;
    }

    private void setRow(int i, CandleRows from, int j) {
        timeframe[i] = from.timeframe[j];
        openTime[i] = from.openTime[j];
        closeTime[i] = from.closeTime[j];
        sessionDate[i] = from.sessionDate[j];
        open[i] = from.open[j];
        high[i] = from.high[j];
        low[i] = from.low[j];
        close[i] = from.close[j];
        volume[i] = from.volume[j];
        barCount[i] = from.barCount[j];
        expectedBarCount[i] = from.expectedBarCount[j];
        inputCount[i] = from.inputCount[j];
        revision[i] = from.revision[j];
        compound[i] = from.compound[j];
        indicatorRevision[i] = from.indicatorRevision[j];
        System.arraycopy(from.values, j * width, values, i * width, width);
    }

    boolean sameContent(int i, CandleRows other, int j) {
        return open[i] == other.open[j]
                && high[i] == other.high[j]
                && low[i] == other.low[j]
                && close[i] == other.close[j]
                && volume[i] == other.volume[j]
                && barCount[i] == other.barCount[j]
                && expectedBarCount[i] == other.expectedBarCount[j]
                && inputCount[i] == other.inputCount[j];
    }

    boolean sameValues(int i, CandleRows other, int j) {
        if (names != other.names && !names.equals(other.names)) {
            return false;
        }
        for (int k = 0; k < width; k++) {
            if (Double.doubleToLongBits(values[i * width + k])
                    != Double.doubleToLongBits(other.values[j * width + k])) {
                return false;
            }
        }
        return true;
    }

    long indicatorHash(int i) {
        return ContentHash.ofValues(values, i * width, width);
    }

    void writePending(DataOutput out) throws IOException {
        out.writeInt(size);
        if (size > 0) {
            names.write(out);
        }
        for (int i = 0; i < size; i++) {
            out.writeByte(timeframe[i]);
            out.writeLong(openTime[i]);
            out.writeLong(closeTime[i]);
            out.writeInt(sessionDate[i]);
            out.writeDouble(open[i]);
            out.writeDouble(high[i]);
            out.writeDouble(low[i]);
            out.writeDouble(close[i]);
            out.writeDouble(volume[i]);
            out.writeInt(barCount[i]);
            out.writeInt(expectedBarCount[i]);
            out.writeInt(inputCount[i]);
            out.writeInt(revision[i]);
            out.writeBoolean(compound[i]);
            Columns.write(out, Arrays.copyOfRange(values, i * width, (i + 1) * width), width);
            RowEvents.write(events(i), out);
        }
    }

    void readPending(DataInput in) throws IOException {
        int count = in.readInt();
        clear(count > 0 ? ValueNames.read(in) : ValueNames.NONE);
        while (size < count) {
            int i = next();
            timeframe[i] = in.readByte();
            openTime[i] = in.readLong();
            closeTime[i] = in.readLong();
            sessionDate[i] = in.readInt();
            open[i] = in.readDouble();
            high[i] = in.readDouble();
            low[i] = in.readDouble();
            close[i] = in.readDouble();
            volume[i] = in.readDouble();
            barCount[i] = in.readInt();
            expectedBarCount[i] = in.readInt();
            inputCount[i] = in.readInt();
            revision[i] = in.readInt();
            compound[i] = in.readBoolean();
            System.arraycopy(Columns.readDoubles(in, width), 0, values, i * width, width);
            RowEvents rowEvents = RowEvents.read(in);
            if (rowEvents != null) {
                setEvents(i, rowEvents);
            }
        }
    }

    /** The columns that {@link CandlePage#write} wrote. */
    static CandleRows read(DataInput in) throws IOException {
        CandleRows rows = new CandleRows();
        rows.size = in.readInt();
        rows.timeframe = Columns.readBytes(in, rows.size);
        rows.openTime = Columns.readLongs(in, rows.size);
        rows.closeTime = Columns.readLongs(in, rows.size);
        rows.sessionDate = Columns.readInts(in, rows.size);
        rows.open = Columns.readDoubles(in, rows.size);
        rows.high = Columns.readDoubles(in, rows.size);
        rows.low = Columns.readDoubles(in, rows.size);
        rows.close = Columns.readDoubles(in, rows.size);
        rows.volume = Columns.readDoubles(in, rows.size);
        rows.barCount = Columns.readInts(in, rows.size);
        rows.expectedBarCount = Columns.readInts(in, rows.size);
        rows.inputCount = Columns.readInts(in, rows.size);
        rows.revision = Columns.readInts(in, rows.size);
        rows.names = ValueNames.read(in);
        rows.width = rows.names.width();
        rows.indicatorRevision = Columns.readInts(in, rows.size);
        rows.values = Columns.readDoubles(in, rows.size * rows.width);
        int withInputBars = in.readInt();
        for (int i = 0; i < withInputBars; i++) {
            rows.setInputBars(in.readInt(), BarColumns.read(in));
        }
        return rows;
    }

    private void grow(int capacity) {
        timeframe = Arrays.copyOf(timeframe, capacity);
        openTime = Arrays.copyOf(openTime, capacity);
        closeTime = Arrays.copyOf(closeTime, capacity);
        sessionDate = Arrays.copyOf(sessionDate, capacity);
        open = Arrays.copyOf(open, capacity);
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        close = Arrays.copyOf(close, capacity);
        volume = Arrays.copyOf(volume, capacity);
        barCount = Arrays.copyOf(barCount, capacity);
        expectedBarCount = Arrays.copyOf(expectedBarCount, capacity);
        inputCount = Arrays.copyOf(inputCount, capacity);
        revision = Arrays.copyOf(revision, capacity);
        compound = Arrays.copyOf(compound, capacity);
        indicatorRevision = Arrays.copyOf(indicatorRevision, capacity);
        values = Arrays.copyOf(values, capacity * width);
        if (events != null) {
            events = Arrays.copyOf(events, capacity);
        }
        if (inputBars != null) {
            inputBars = Arrays.copyOf(inputBars, capacity);
        }
    }
}
