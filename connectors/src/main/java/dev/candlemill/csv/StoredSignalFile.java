package dev.candlemill.csv;

import dev.candlemill.bar.StoredSignals;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.SignalKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The signals that were stored when the run began. Rows are sorted by setup first, so the setups of
 * each symbol are looked up once; one search finds the next.
 */
final class StoredSignalFile implements Closeable {

    private final StoredFile file;
    private final Map<String, List<String>> setupsBySymbol = new HashMap<>();

    StoredSignalFile(Path file) throws IOException {
        this.file = new StoredFile(file, CsvFile.SIGNALS);
        try {
            findSetups();
        } catch (IOException e) {
            Closing.all(List.of(this.file));
            throw e;
        }
    }

    private void findSetups() throws IOException {
        byte[] next = {};
        while (!file.isEmpty()) {
            file.seek(next);
            StoredLine row = file.next();
            if (row == null) {
                return;
            }
            setupsBySymbol
                    .computeIfAbsent(row.symbol(), symbol -> new ArrayList<>())
                    .add(row.setup());
            next = RowKey.behindSignals(RowKey.bytes(row.setup()), RowKey.bytes(row.symbol()));
        }
    }

    /** All of a symbol's in {@code [from, to)}. */
    StoredSignals of(String symbol, long from, long to) throws IOException {
        StoredSignals signals = new StoredSignals(0);
        for (String setup : setupsBySymbol.getOrDefault(symbol, List.of())) {
            for (Timeframe timeframe : Timeframe.all()) {
                add(setup, symbol, timeframe, new Range(from, to), signals);
            }
        }
        return signals;
    }

    private record Range(long from, long to) {}

    private void add(
            String setup, String symbol, Timeframe timeframe, Range range, StoredSignals signals)
            throws IOException {
        byte[] wire = timeframe.wire().getBytes(StandardCharsets.UTF_8);
        byte[] candle = RowKey.ofCandle(RowKey.bytes(symbol), wire, range.from);
        file.seek(RowKey.ofSignal(RowKey.bytes(setup), candle, new byte[0]));
        StoredLine row = file.next();
        while (row != null && isOf(row, setup, symbol, timeframe) && row.openTime() < range.to) {
            signals.add(
                    new StoredSignals.Row(
                            timeframe.ordinal(),
                            row.openTime(),
                            SignalKey.of(setup, row.strategy()),
                            row.revision(),
                            row.signalHash(),
                            row.signalType().ordinal(),
                            StoredSignals.Origin.EARLIER));
            row = file.next();
        }
    }

    private static boolean isOf(StoredLine row, String setup, String symbol, Timeframe timeframe) {
        return row.isTimeframe(timeframe)
                && row.setup().equals(setup)
                && row.symbol().equals(symbol);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
