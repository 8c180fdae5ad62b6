package dev.candlemill.csv;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** One line of a stored {@code candles.csv}, by its cells. Reused from line to line. */
final class StoredLine {

    private static final int CELLS = CsvFile.CANDLES.header().split(",").length;
    private static final int OPEN_TIME = 2;
    private static final int OPEN = 5;
    private static final int BAR_COUNT = 10;
    private static final int REVISION = 12;
    private static final int INPUT_COUNT = 13;

    private final Path file;
    private final int[] starts = new int[CELLS + 1];
    private byte[] bytes = {};
    private long offset;

    StoredLine(Path file) {
        this.file = file;
    }

    /** The reader's current line; valid until the reader moves. */
    void set(LineReader line) throws IOException {
        bytes = line.bytes();
        offset = line.offset();
        int cells = 0;
        starts[0] = line.start();
        boolean quoted = false;
        for (int i = line.start(); i <= line.end(); i++) {
            if (i < line.end() && bytes[i] == '"') {
                quoted = !quoted;
            } else if (i == line.end() || (bytes[i] == ',' && !quoted)) {
                cells++;
                starts[Math.min(cells, CELLS)] = i + 1;
            }
        }
        if (cells != CELLS || quoted) {
            throw new IOException(where() + CELLS + " cells, found " + cells + ": " + line.text());
        }
    }

    byte[] key() throws IOException {
        return RowKey.ofCandle(RowKey.bytes(symbol()), cell(1), openTime());
    }

    String symbol() {
        String cell = new String(cell(0), StandardCharsets.UTF_8);
        boolean isQuoted = cell.startsWith("\"");
        return CsvText.unprotect(
                isQuoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell);
    }

    boolean isTimeframe(Timeframe timeframe) {
        return timeframe.wire().equals(text(1));
    }

    long openTime() throws IOException {
        try {
            return CsvTime.parse(bytes, starts[OPEN_TIME], starts[OPEN_TIME + 1] - 1);
        } catch (RuntimeException e) {
            throw new IOException(where() + "a time, found " + text(OPEN_TIME), e);
        }
    }

    int revision() throws IOException {
        return (int) number(REVISION);
    }

    /** Open, high, low, close or volume, by position. */
    double price(int i) throws IOException {
        return number(OPEN + i);
    }

    long contentHash() throws IOException {
        return ContentHash.of(
                price(0),
                price(1),
                price(2),
                price(3),
                price(4),
                (int) number(BAR_COUNT),
                (int) number(BAR_COUNT + 1),
                (int) number(INPUT_COUNT));
    }

    private double number(int cell) throws IOException {
        try {
            return Double.parseDouble(text(cell));
        } catch (NumberFormatException e) {
            throw new IOException(where() + "a number, found " + text(cell), e);
        }
    }

    private String text(int cell) {
        return new String(
                bytes, starts[cell], starts[cell + 1] - 1 - starts[cell], StandardCharsets.UTF_8);
    }

    private byte[] cell(int cell) {
        return Arrays.copyOfRange(bytes, starts[cell], starts[cell + 1] - 1);
    }

    private String where() {
        return file + " at byte " + offset + ": expected ";
    }
}
