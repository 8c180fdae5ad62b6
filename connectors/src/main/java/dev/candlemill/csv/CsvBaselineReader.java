package dev.candlemill.csv;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.RegionStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What {@code candles.csv} held when the run began. A 5m candle stands for one 5-minute bar, also
 * where it was rolled up from 1-minute bars: a later run of 1-minute bars replaces whole slots. No
 * row is the run's own, since files change only when a run ends. Signals are those of {@code
 * signals.csv}, with what is kept of them beside it.
 */
public final class CsvBaselineReader implements BaselineReader {

    private static final byte[] M5_WIRE = Timeframe.M5.wire().getBytes(StandardCharsets.UTF_8);

    private final StoredFile file;
    private final StoredSignalFile signals;

    private CsvBaselineReader(StoredFile file, StoredSignalFile signals) {
        this.file = file;
        this.signals = signals;
    }

    /** Readers of the folder and run that {@code settings} name. */
    public static BaselineReader.Factory factory(CsvSettings settings) {
        String directory = settings.directory();
        String runId = settings.runId();
        return () -> open(directory, runId);
    }

    private static CsvBaselineReader open(String directory, String runId) throws IOException {
        RunFolder candles = new RunFolder(directory, runId, CsvFile.CANDLES);
        RunFolder signals = new RunFolder(directory, runId, CsvFile.SIGNALS);
        StoredFile file = new StoredFile(candles.stored(), CsvFile.CANDLES);
        try {
            return new CsvBaselineReader(file, new StoredSignalFile(signals.stored()));
        } catch (IOException e) {
            Closing.all(List.of(file));
            throw e;
        }
    }

    @Override
    public Optional<RegionStart> startOf(String symbol, long from) throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        file.seek(RowKey.ofCandle(RowKey.bytes(symbol), M5_WIRE, Long.MIN_VALUE));
        StoredLine first = file.next();
        if (first == null || !first.isTimeframe(Timeframe.M5) || !first.symbol().equals(symbol)) {
            return Optional.empty();
        }
        return first.openTime() < from
                ? Optional.of(new RegionStart(first.openTime(), false))
                : Optional.empty();
    }

    @Override
    public Baseline read(BaselineRequest request) throws IOException {
        String symbol = request.symbol();
        long from = request.from();
        BarColumns bars = new BarColumns(0);
        StoredCandles candles = new StoredCandles(0);
        if (!file.isEmpty()) {
            find(request, bars, candles);
        }
        return new Baseline(
                symbol,
                from,
                request.to(),
                request.startsRegion(),
                new byte[0],
                bars,
                candles,
                signals.of(symbol, from, request.to()),
                null);
    }

    private void find(BaselineRequest request, BarColumns bars, StoredCandles candles)
            throws IOException {
        String symbol = request.symbol();
        byte[] symbolBytes = RowKey.bytes(symbol);
        for (Timeframe timeframe : Timeframe.all()) {
            byte[] wire = timeframe.wire().getBytes(StandardCharsets.UTF_8);
            file.seek(RowKey.ofCandle(symbolBytes, wire, request.from()));
            StoredLine row = file.next();
            while (row != null
                    && row.isTimeframe(timeframe)
                    && row.symbol().equals(symbol)
                    && row.openTime() < request.to()) {
                add(row, timeframe, bars, candles);
                row = file.next();
            }
        }
    }

    private static void add(
            StoredLine row, Timeframe timeframe, BarColumns bars, StoredCandles candles)
            throws IOException {
        candles.add(
                new StoredCandles.Row(
                        timeframe.ordinal(),
                        row.openTime(),
                        row.revision(),
                        row.contentHash(),
                        row.indicatorRevision(),
                        row.indicatorHash(),
                        false));
        if (timeframe == Timeframe.M5 && !row.isFilled()) {
            addBars(row, bars);
        }
    }

    private static void addBars(StoredLine row, BarColumns bars) throws IOException {
        BarColumns inputs = row.inputBars();
        if (inputs != null) {
            bars.addRange(inputs, 0, inputs.size());
            return;
        }
        bars.add(
                row.openTime(),
                row.price(0),
                row.price(1),
                row.price(2),
                row.price(3),
                row.price(4),
                (byte) BarSize.M5.ordinal());
    }

    @Override
    public void close() throws IOException {
        Closing.all(List.of(file, signals));
    }
}
