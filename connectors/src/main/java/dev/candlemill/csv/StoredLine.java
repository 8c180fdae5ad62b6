package dev.candlemill.csv;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.ContentHash;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One line of a stored file with unique rows, by its cells. Reused from line to line. */
final class StoredLine {

    private static final int OPEN = CsvFile.CANDLES.column("open");
    private static final int BAR_COUNT = CsvFile.CANDLES.column("bar_count");
    private static final int INPUT_COUNT = CsvFile.CANDLES.column("input_count");
    private static final int INDICATOR_REVISION = CsvFile.CANDLES.column("indicator_revision");
    private static final int INPUT_BARS = CsvFile.CANDLES.column("input_bars");
    private static final int INDICATOR_HASH = CsvFile.CANDLES.column("indicator_hash");
    private static final int STRATEGY = CsvFile.SIGNALS.column("strategy");
    private static final int SIGNAL_TYPE = CsvFile.SIGNALS.column("signal_type");
    private static final int STATUS = CsvFile.SIGNALS.column("status");
    private static final int SIGNAL_HASH = CsvFile.SIGNALS.column("content_hash");

    /** What no signal has, in all probability: it is judged to differ, and sent once more. */
    private static final long UNKNOWN_CONTENT = 1;

    private final Path file;
    private final boolean hasSetup;
    private final int symbol;
    private final int timeframe;
    private final int openTime;
    private final int revision;
    private final int[] starts;
    private byte[] bytes = {};
    private long offset;

    StoredLine(Path file, CsvFile layout) {
        this.file = file;
        hasSetup = layout == CsvFile.SIGNALS;
        symbol = layout.column("symbol");
        timeframe = layout.column("timeframe");
        openTime = layout.column("open_time");
        revision = layout.column("revision");
        starts = new int[layout.columnCount() + 1];
    }

    /** The reader's current line; valid until the reader moves. */
    void set(LineReader line) throws IOException {
        int expected = starts.length - 1;
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
                starts[Math.min(cells, expected)] = i + 1;
            }
        }
        if (cells != expected || quoted) {
            throw new IOException(
                    where() + expected + " cells, found " + cells + ": " + line.text());
        }
    }

    byte[] key() throws IOException {
        byte[] symbolBytes = RowKey.bytes(symbol());
        byte[] wire = cell(timeframe);
        return hasSetup
                ? RowKey.ofSignal(
                        RowKey.bytes(setup()),
                        RowKey.ofCandle(symbolBytes, wire, openTime()),
                        RowKey.bytes(strategy()))
                : RowKey.ofCandle(symbolBytes, wire, openTime());
    }

    String symbol() {
        return shown(symbol);
    }

    /** A text as it was before it was quoted. */
    private String shown(int column) {
        String cell = text(column);
        boolean isQuoted = cell.startsWith("\"");
        return CsvText.unprotect(
                isQuoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell);
    }

    boolean isTimeframe(Timeframe wanted) {
        return wanted.wire().equals(text(timeframe));
    }

    long openTime() throws IOException {
        try {
            return CsvTime.parse(bytes, starts[openTime], starts[openTime + 1] - 1);
        } catch (RuntimeException e) {
            throw new IOException(where() + "a time, found " + text(openTime), e);
        }
    }

    String setup() {
        return shown(0);
    }

    String strategy() {
        return shown(STRATEGY);
    }

    SignalType signalType() throws IOException {
        try {
            return SignalType.valueOf(text(SIGNAL_TYPE));
        } catch (IllegalArgumentException e) {
            throw new IOException(where() + "BUY or SELL, found " + text(SIGNAL_TYPE), e);
        }
    }

    /** See {@code Signal.contentHash}; of a row without one, none that a signal has. */
    long signalHash() throws IOException {
        if (SignalStatus.RETRACTED.name().equals(text(STATUS))) {
            return Signal.RETRACTED_CONTENT;
        }
        return text(SIGNAL_HASH).isEmpty() ? UNKNOWN_CONTENT : hash(SIGNAL_HASH);
    }

    /** What decides between two rows of one key. */
    long revisions() throws IOException {
        return hasSetup ? revision() : CsvRow.revisions(revision(), indicatorRevision());
    }

    int indicatorRevision() throws IOException {
        return (int) number(INDICATOR_REVISION);
    }

    long indicatorHash() throws IOException {
        return hash(INDICATOR_HASH);
    }

    private long hash(int cell) throws IOException {
        try {
            return Long.parseLong(text(cell));
        } catch (NumberFormatException e) {
            throw new IOException(where() + "a hash, found " + text(cell), e);
        }
    }

    int revision() throws IOException {
        return (int) number(revision);
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

    /** What the candle was made of, where that was not one 5-minute bar. */
    @Nullable BarColumns inputBars() throws IOException {
        String cell = text(INPUT_BARS);
        try {
            return cell.isEmpty() ? null : InputBarsCell.read(cell);
        } catch (IOException e) {
            throw new IOException(where() + "input bars, found " + cell, e);
        }
    }

    /** Whether the candle stands for missing bars. */
    boolean isFilled() throws IOException {
        return number(BAR_COUNT) == 0;
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
