package dev.candlemill.benchmarks.window;

import dev.candlemill.bar.BarSize;

/** One bar of one symbol: the window operator knows no pages. */
public record SymbolBar(
        String symbol,
        BarSize size,
        long openTime,
        double open,
        double high,
        double low,
        double close,
        double volume) {

    /** Event time: the last millisecond of the bar, so that it falls into its own window. */
    long timestamp() {
        return openTime + size.millis() - 1;
    }
}
