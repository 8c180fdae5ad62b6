package dev.candlemill.provider.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of bytes, without their ends and without a byte order mark, in memory that does not depend
 * on their length: of a line above {@value #MAX_LINE} bytes only the beginning is kept.
 *
 * <p>Own code instead of a CSV library, since those decode to characters and strings first and hold
 * whole records; a line of a bar file is ASCII, short and one record.
 */
final class LineReader implements Closeable {

    static final int MAX_LINE = 1 << 16;

    private static final int KEPT_OF_LONG_LINE = 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final byte[] buffer = new byte[4 * MAX_LINE];
    private int next;
    private int limit;
    private boolean atEnd;

    private int start;
    private int end;
    private long number;
    private boolean tooLong;
    private boolean hasNul;
    private boolean hasNonAscii;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; false at the end of the file. */
    boolean next() throws IOException {
        start = next;
        tooLong = false;
        hasNul = false;
        hasNonAscii = false;
        int at = start;
        while (true) {
            at = scan(at);
            if (at < limit) {
                next = at + 1;
                return finish(at);
            }
            if (at - start > MAX_LINE) {
                return skipLongLine();
            }
            int scanned = at - start;
            if (!fill()) {
                next = limit;
                return limit > start && finish(limit);
            }
            at = start + scanned;
        }
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** From 1, as editors count. */
    long number() {
        return number;
    }

    boolean tooLong() {
        return tooLong;
    }

    boolean hasNul() {
        return hasNul;
    }

    boolean hasNonAscii() {
        return hasNonAscii;
    }

    boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    String text() {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /**
     * The position of the line's end, or the limit. One comparison decides for almost all bytes.
     */
    private int scan(int from) {
        for (int i = from; i < limit; i++) {
            byte b = buffer[i];
            if (b <= '\n') {
                if (b == '\n') {
                    return i;
                }
                hasNul |= b == 0;
                hasNonAscii |= b < 0;
            }
        }
        return limit;
    }

    private boolean finish(int lineEnd) {
        end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        number++;
        tooLong = end - start > MAX_LINE;
        if (number == 1 && startsWithByteOrderMark()) {
            start += BYTE_ORDER_MARK.length;
        }
        return true;
    }

    private boolean skipLongLine() throws IOException {
        byte[] kept = Arrays.copyOfRange(buffer, start, start + KEPT_OF_LONG_LINE);
        int at = limit;
        boolean more = true;
        while (at == limit && more) {
            start = limit;
            more = fill();
            at = scan(start);
        }
        next = Math.min(at + 1, limit);
        keep(kept);
        number++;
        tooLong = true;
        return true;
    }

    /** Puts the beginning of a long line before what follows it, where the line was read. */
    private void keep(byte[] kept) {
        if (next < kept.length) {
            System.arraycopy(buffer, next, buffer, kept.length, limit - next);
            limit += kept.length - next;
            next = kept.length;
        }
        start = next - kept.length;
        end = next;
        System.arraycopy(kept, 0, buffer, start, kept.length);
    }

    /** Reads on, with the bytes from {@code start} moved to the front; false at the end. */
    private boolean fill() throws IOException {
        if (atEnd) {
            return false;
        }
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        start = 0;
        int read = readOn();
        atEnd = read < 0;
        limit += Math.max(0, read);
        return !atEnd;
    }

    private int readOn() throws InputReadException {
        try {
            return in.read(buffer, limit, buffer.length - limit - KEPT_OF_LONG_LINE);
        } catch (IOException e) {
            throw new InputReadException(e);
        }
    }

    private boolean startsWithByteOrderMark() {
        return end - start >= BYTE_ORDER_MARK.length
                && Arrays.equals(buffer, start, start + 3, BYTE_ORDER_MARK, 0, 3);
    }
}
