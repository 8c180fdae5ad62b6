package dev.candlemill.candle;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.Columns;
import dev.candlemill.calendar.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Final candles of one symbol and several timeframes, in columns, in the order in which they became
 * final. An emitted page is never changed afterwards.
 *
 * <p>{@code fresh} says that nothing was stored for these candles when the run began, so that a
 * sink may insert without looking.
 */
public final class CandlePage {

    private static final int VERSION = 3;

    private final String symbol;
    private final String source;
    private final boolean fresh;
    private final int wanted;
    private final int size;
    private final byte[] timeframe;
    private final long[] openTime;
    private final long[] closeTime;
    private final int[] sessionDate;
    private final double[] open;
    private final double[] high;
    private final double[] low;
    private final double[] close;
    private final double[] volume;
    private final int[] barCount;
    private final int[] expectedBarCount;
    private final int[] inputCount;
    private final int[] revision;
    private final @Nullable BarColumns @Nullable [] inputBars;
    private final ValueNames names;
    private final int width;
    private final int[] indicatorRevision;
    private final double[] values;

    CandlePage(String symbol, String source, boolean fresh, CandleRows rows) {
        this.symbol = requireNonNull(symbol, "symbol is null");
        this.source = requireNonNull(source, "source is null");
        this.fresh = fresh;
        this.wanted = rows.wanted;
        this.size = rows.size;
        this.timeframe = Arrays.copyOf(rows.timeframe, size);
        this.openTime = Arrays.copyOf(rows.openTime, size);
        this.closeTime = Arrays.copyOf(rows.closeTime, size);
        this.sessionDate = Arrays.copyOf(rows.sessionDate, size);
        this.open = Arrays.copyOf(rows.open, size);
        this.high = Arrays.copyOf(rows.high, size);
        this.low = Arrays.copyOf(rows.low, size);
        this.close = Arrays.copyOf(rows.close, size);
        this.volume = Arrays.copyOf(rows.volume, size);
        this.barCount = Arrays.copyOf(rows.barCount, size);
        this.expectedBarCount = Arrays.copyOf(rows.expectedBarCount, size);
        this.inputCount = Arrays.copyOf(rows.inputCount, size);
        this.revision = Arrays.copyOf(rows.revision, size);
        this.inputBars = rows.inputBars == null ? null : Arrays.copyOf(rows.inputBars, size);
        this.names = rows.names;
        this.width = rows.width;
        this.indicatorRevision = Arrays.copyOf(rows.indicatorRevision, size);
        this.values = Arrays.copyOf(rows.values, size * width);
    }

    public String symbol() {
        return symbol;
    }

    /** Which provider the bars came from. */
    public String source() {
        return source;
    }

    public boolean isFresh() {
        return fresh;
    }

    /** Whether the symbol's candles of a timeframe are wanted, whatever the job's are. */
    public boolean isWanted(Timeframe timeframe) {
        return (wanted >> timeframe.ordinal() & 1) != 0;
    }

    public int size() {
        return size;
    }

    public Timeframe timeframe(int i) {
        return Timeframe.of(timeframe[i]);
    }

    public long openTime(int i) {
        return openTime[i];
    }

    public long closeTime(int i) {
        return closeTime[i];
    }

    /** Epoch day. */
    public int sessionDate(int i) {
        return sessionDate[i];
    }

    public double open(int i) {
        return open[i];
    }

    public double high(int i) {
        return high[i];
    }

    public double low(int i) {
        return low[i];
    }

    public double close(int i) {
        return close[i];
    }

    public double volume(int i) {
        return volume[i];
    }

    public int barCount(int i) {
        return barCount[i];
    }

    public int expectedBarCount(int i) {
        return expectedBarCount[i];
    }

    public int inputCount(int i) {
        return inputCount[i];
    }

    public int revision(int i) {
        return revision[i];
    }

    /** What the indicator values are: those with a column of their own first. */
    public ValueNames valueNames() {
        return names;
    }

    /** A value of {@link #valueNames}; NaN where it is not defined. */
    public double value(int i, int k) {
        return values[i * width + k];
    }

    /** Counts changes of indicator values, from 1; 0 when none are computed. */
    public int indicatorRevision(int i) {
        return indicatorRevision[i];
    }

    /** Of all values of the candle, exactly; 0 when none are computed. See {@link ContentHash}. */
    public long indicatorHash(int i) {
        return ContentHash.ofValues(values, i * width, width);
    }

    public boolean isComplete(int i) {
        return barCount[i] >= expectedBarCount[i];
    }

    /** The input bars of a 5m candle that is not simply one 5-minute bar; null otherwise. */
    public @Nullable BarColumns inputBars(int i) {
        return inputBars == null ? null : inputBars[i];
    }

    /** See {@link ContentHash}. */
    public long contentHash(int i) {
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

    public Candle candle(int i) {
        return new Candle(
                symbol,
                timeframe(i),
                openTime[i],
                closeTime[i],
                sessionDate[i],
                open[i],
                high[i],
                low[i],
                close[i],
                volume[i],
                barCount[i],
                expectedBarCount[i],
                inputCount[i],
                revision[i]);
    }

    /** Writes the page, column by column; the byte form is part of the savepoint contract. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(symbol);
        out.writeUTF(source);
        out.writeBoolean(fresh);
        out.writeInt(wanted);
        out.writeInt(size);
        out.write(timeframe, 0, size);
        Columns.write(out, openTime, size);
        Columns.write(out, closeTime, size);
        Columns.write(out, sessionDate, size);
        Columns.write(out, open, size);
        Columns.write(out, high, size);
        Columns.write(out, low, size);
        Columns.write(out, close, size);
        Columns.write(out, volume, size);
        Columns.write(out, barCount, size);
        Columns.write(out, expectedBarCount, size);
        Columns.write(out, inputCount, size);
        Columns.write(out, revision, size);
        names.write(out);
        Columns.write(out, indicatorRevision, size);
        Columns.write(out, values, size * width);
        writeInputBars(out);
    }

    /**
     * @throws IOException for a version that this program does not know
     */
    public static CandlePage read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version < 2 || version > VERSION) {
            throw new IOException("candle page of version " + version + ": expected 2 or 3");
        }
        String symbol = in.readUTF();
        String source = in.readUTF();
        boolean fresh = in.readBoolean();
        int wanted = version < 3 ? 0 : in.readInt();
        CandleRows rows = CandleRows.read(in);
        rows.wanted = wanted;
        return rows.toPage(symbol, source, fresh);
    }

    private void writeInputBars(DataOutput out) throws IOException {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += inputBars(i) == null ? 0 : 1;
        }
        out.writeInt(count);
        for (int i = 0; i < size; i++) {
            BarColumns bars = inputBars(i);
            if (bars != null) {
                out.writeInt(i);
                bars.write(out);
            }
        }
    }
}
