package dev.candlemill.postgres;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.ValueNames;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@link CandleTable} in Postgres's binary COPY format: a header, rows, a trailer, in a
 * growing buffer that may be sent and {@link #clear cleared} after any row. What is the same for
 * all rows of a page is encoded once per page.
 *
 * <p>Format: "Binary Format" of COPY in the Postgres manual. Not thread-safe.
 */
public final class CandleCopyEncoder {

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    private static final byte[] SIGNATURE =
            "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[][] TIMEFRAMES =
            Timeframe.all().stream()
                    .map(timeframe -> field(timeframe.wire()))
                    .toArray(byte[][]::new);

    private static final int INDICATORS = CandleTable.INDICATORS.size();

    /** Everything of a row but symbol, source, job, input bars and JSON; rounded up. */
    private static final int FIXED_BYTES = 300 + 12 * INDICATORS;

    private static final byte JSONB_VERSION = 1;

    /** Postgres counts from 2000-01-01. */
    private static final long EPOCH_MILLIS = 946_684_800_000L;

    private static final int EPOCH_DAY = 10_957;

    private final byte[] job;
    private byte[] buffer = new byte[1 << 16];
    private int size;
    private long ingestedAt;

    // what rows of the current page share
    private @Nullable CandlePage page;
    private byte[] head = {};
    private byte[] tail = {};

    public CandleCopyEncoder(JobStamp stamp) {
        job = concat(field(stamp.jobId()), field(stamp.jobVersion()));
    }

    /** Begins a COPY whose rows say that they were written at {@code millis}. */
    public void begin(long millis) {
        ingestedAt = micros(millis);
        ensure(SIGNATURE.length + 8);
        putBytes(SIGNATURE);
        putInt(0); // flags: no oids
        putInt(0); // no header extension
    }

    /** Appends the page's rows {@code [from, to)}. */
    public void rows(CandlePage candles, int from, int to) {
        for (int i = from; i < to; i++) {
            row(candles, i);
        }
    }

    public void row(CandlePage candles, int i) {
        if (candles != page) {
            turnTo(candles);
        }
        ensure(FIXED_BYTES + head.length + tail.length);
        putBytes(head);
        putBytes(TIMEFRAMES[candles.timeframe(i).ordinal()]);
        putLongField(micros(candles.openTime(i)));
        putLongField(micros(candles.closeTime(i)));
        putDoubleField(candles.open(i));
        putDoubleField(candles.high(i));
        putDoubleField(candles.low(i));
        putDoubleField(candles.close(i));
        putDoubleField(candles.volume(i));
        putLongField(candles.contentHash(i));
        putLongField(ingestedAt);
        putIntField(candles.sessionDate(i) - EPOCH_DAY);
        putIntField(candles.barCount(i));
        putIntField(candles.expectedBarCount(i));
        putIntField(candles.inputCount(i));
        putIntField(candles.revision(i));
        putIntField(candles.indicatorRevision(i));
        putInt(1);
        buffer[size++] = (byte) (candles.isComplete(i) ? 1 : 0);
        putBytes(tail);
        putInputBars(candles.inputBars(i));
        putIndicators(candles, i);
    }

    /** Ends the COPY. */
    public void end() {
        ensure(2);
        SHORT.set(buffer, size, (short) -1);
        size += 2;
    }

    /** The encoded bytes are the first {@link #size}. */
    public byte[] buffer() {
        return buffer;
    }

    public int size() {
        return size;
    }

    /** Forgets the bytes, not that a COPY has begun. */
    public void clear() {
        size = 0;
    }

    private void turnTo(CandlePage candles) {
        byte[] symbol = field(candles.symbol());
        head = new byte[2 + symbol.length];
        SHORT.set(head, 0, (short) CandleTable.COLUMNS.size());
        System.arraycopy(symbol, 0, head, 2, symbol.length);
        tail = concat(field(candles.source()), job);
        page = candles;
    }

    private void putInputBars(@Nullable BarColumns bars) {
        if (bars == null) {
            putInt(-1);
            return;
        }
        byte[] bytes = bytes(bars);
        ensure(4 + bytes.length);
        putInt(bytes.length);
        putBytes(bytes);
    }

    /** Again with room of its own: input bars may have taken what there was. */
    private void putIndicators(CandlePage candles, int i) {
        ensure(FIXED_BYTES);
        int columns = candles.valueNames().columns();
        for (int k = 0; k < columns; k++) {
            double value = candles.value(i, k);
            if (Double.isNaN(value)) {
                putInt(-1);
            } else {
                putDoubleField(value);
            }
        }
        for (int k = columns; k < INDICATORS; k++) {
            putInt(-1);
        }
        putFurtherIndicators(candles, i);
        putLongField(candles.indicatorHash(i));
    }

    private void putFurtherIndicators(CandlePage candles, int i) {
        String json = furtherIndicators(candles, i);
        if (json.isEmpty()) {
            putInt(-1);
            return;
        }
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        ensure(FIXED_BYTES + text.length);
        putInt(1 + text.length);
        buffer[size++] = JSONB_VERSION;
        putBytes(text);
    }

    /** Names are those of indicators: nothing to escape. Empty when nothing is defined. */
    private static String furtherIndicators(CandlePage candles, int i) {
        ValueNames names = candles.valueNames();
        if (names.width() == names.columns()) {
            return "";
        }
        StringBuilder json = new StringBuilder();
        for (int k = names.columns(); k < names.width(); k++) {
            double value = candles.value(i, k);
            if (Double.isFinite(value)) {
                json.append(json.length() == 0 ? "{" : ",");
                json.append('"').append(names.names().get(k)).append("\":").append(value);
            }
        }
        return json.length() == 0 ? "" : json.append('}').toString();
    }

    private void putLongField(long value) {
        INT.set(buffer, size, 8);
        LONG.set(buffer, size + 4, value);
        size += 12;
    }

    private void putDoubleField(double value) {
        INT.set(buffer, size, 8);
        DOUBLE.set(buffer, size + 4, value);
        size += 12;
    }

    private void putIntField(int value) {
        INT.set(buffer, size, 4);
        INT.set(buffer, size + 4, value);
        size += 8;
    }

    private void putInt(int value) {
        INT.set(buffer, size, value);
        size += 4;
    }

    private void putBytes(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void ensure(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }

    private static long micros(long epochMillis) {
        return (epochMillis - EPOCH_MILLIS) * 1000;
    }

    private static byte[] field(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] field = new byte[4 + bytes.length];
        INT.set(field, 0, bytes.length);
        System.arraycopy(bytes, 0, field, 4, bytes.length);
        return field;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] bytes(BarColumns bars) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            bars.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.BIG_ENDIAN);
    }
}
