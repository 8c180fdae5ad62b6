package dev.candlemill.csv;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** Builds one line of cells after the other in a reused buffer. Not thread-safe. */
final class CsvLine {

    private static final long DAY = 86_400_000L;
    private static final double PLAIN_BELOW = 1e15;
    private static final double PLAIN_FROM = 1e-7;

    private byte[] bytes = new byte[256];
    private int size;
    private int lastDay = Integer.MIN_VALUE;
    private byte[] lastDate = {};

    CsvLine text(String text) {
        return cell(CsvText.cell(text));
    }

    /** Epoch milliseconds as ISO-8601 in UTC; {@link Long#MIN_VALUE} is no time: an empty cell. */
    CsvLine time(long time) {
        if (time == Long.MIN_VALUE) {
            return cell("");
        }
        if (!CsvTime.isShort(time)) {
            return cell(CsvTime.format(time));
        }
        put(date((int) Math.floorDiv(time, DAY)));
        int second = (int) (Math.floorMod(time, DAY) / 1000);
        ensure(11);
        bytes[size++] = 'T';
        twoDigits(second / 3600);
        bytes[size++] = ':';
        twoDigits(second / 60 % 60);
        bytes[size++] = ':';
        twoDigits(second % 60);
        bytes[size++] = 'Z';
        return separate();
    }

    CsvLine day(int epochDay) {
        put(date(epochDay));
        return separate();
    }

    CsvLine integer(long value) {
        appendLong(value);
        return separate();
    }

    CsvLine flag(boolean value) {
        return cell(value ? "true" : "false");
    }

    /**
     * The shortest decimal that is exactly this double when read again; without an exponent in
     * {@code [1e-7, 1e15)}.
     */
    CsvLine decimal(double value) {
        double absolute = Math.abs(value);
        if (absolute < PLAIN_BELOW && absolute == (long) absolute) {
            sign(value);
            appendLong((long) absolute);
            return separate();
        }
        if (appendScaled(value, absolute, 10_000, 4)
                || appendScaled(value, absolute, 100_000_000, 8)) {
            return separate();
        }
        String shortest = NumberOutput.toString(value, true);
        boolean isPlain = absolute >= PLAIN_FROM && absolute < PLAIN_BELOW;
        return cell(
                isPlain ? new BigDecimal(shortest).stripTrailingZeros().toPlainString() : shortest);
    }

    /** NaN is no value: an empty cell. */
    CsvLine optional(double value) {
        return Double.isNaN(value) ? separate() : decimal(value);
    }

    /** The line so far, ended by a line feed; the next cell begins a new one. */
    byte[] end() {
        bytes[size - 1] = '\n';
        byte[] line = Arrays.copyOf(bytes, size);
        size = 0;
        return line;
    }

    /**
     * Most prices are few digits over a power of ten. With at most 15 digits that decimal is the
     * only one as short which stands for this double, and the division rounds as a parser does.
     */
    private boolean appendScaled(double value, double absolute, long scale, int decimals) {
        double scaled = absolute * scale;
        if (!(scaled < PLAIN_BELOW)) {
            return false;
        }
        long digits = Math.round(scaled);
        if ((double) digits / scale != absolute) {
            return false;
        }
        sign(value);
        appendLong(digits / scale);
        ensure(decimals + 2);
        bytes[size++] = '.';
        long rest = digits % scale;
        for (long unit = scale / 10; rest > 0; unit /= 10) {
            bytes[size++] = (byte) ('0' + rest / unit);
            rest %= unit;
        }
        return true;
    }

    private void sign(double value) {
        if (Double.doubleToRawLongBits(value) < 0) {
            ensure(1);
            bytes[size++] = '-';
        }
    }

    private void appendLong(long value) {
        put(Long.toString(value).getBytes(StandardCharsets.ISO_8859_1));
    }

    private byte[] date(int epochDay) {
        if (epochDay != lastDay) {
            lastDate =
                    LocalDate.ofEpochDay(epochDay).toString().getBytes(StandardCharsets.ISO_8859_1);
            lastDay = epochDay;
        }
        return lastDate;
    }

    private void twoDigits(int value) {
        bytes[size++] = (byte) ('0' + value / 10);
        bytes[size++] = (byte) ('0' + value % 10);
    }

    private CsvLine cell(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
        return separate();
    }

    private void put(byte[] text) {
        ensure(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
    }

    private CsvLine separate() {
        ensure(1);
        bytes[size++] = ',';
        return this;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
