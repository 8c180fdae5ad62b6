package dev.candlemill.csv;

import dev.candlemill.signal.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One row per signal; without the indicator values, which {@code candles.csv} has. Their hash is
 * the hidden column.
 */
final class SignalRowFormat implements RowFormat<Signal> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(Signal signal, CsvLine line, Rows rows) throws IOException {
        byte[] wire = signal.timeframe().wire().getBytes(StandardCharsets.UTF_8);
        byte[] key =
                RowKey.ofSignal(
                        RowKey.bytes(signal.setup()),
                        RowKey.ofCandle(RowKey.bytes(signal.symbol()), wire, signal.openTime()),
                        RowKey.bytes(signal.strategy()));
        byte[] text =
                line.text(signal.setup())
                        .text(signal.symbol())
                        .text(signal.timeframe().wire())
                        .time(signal.openTime())
                        .time(signal.closeTime())
                        .text(signal.strategy())
                        .text(signal.type().name())
                        .decimal(signal.price())
                        .decimal(signal.confidence())
                        .integer(signal.revision())
                        .text(signal.status().name())
                        .integer(signal.contentHash())
                        .end();
        rows.add(new CsvRow(key, signal.revision(), text));
    }
}
