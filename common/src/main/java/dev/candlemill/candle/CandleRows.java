package dev.candlemill.candle;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.Columns;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growable, reusable buffer of candle rows; {@link #toPage} copies it into a page. */
public final class CandleRows {

    int size;
    byte[] timeframe = new byte[64];
    long[] openTime = new long[64];
    long[] closeTime = new long[64];
    int[] sessionDate = new int[64];
    double[] open = new double[64];
    double[] high = new double[64];
    double[] low = new double[64];
    double[] close = new double[64];
    double[] volume = new double[64];
    int[] barCount = new int[64];
    int[] expectedBarCount = new int[64];
    int[] inputCount = new int[64];
    int[] revision = new int[64];
    @Nullable BarColumns @Nullable [] inputBars;

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void clear() {
        size = 0;
        inputBars = null;
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
            grow(size * 2);
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
        BarColumns bars = from.inputBars == null ? null : from.inputBars[j];
        if (bars != null) {
            setInputBars(i, bars);
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
        if (inputBars != null) {
            inputBars = Arrays.copyOf(inputBars, capacity);
        }
    }
}
