package dev.candlemill.csv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Sort keys whose order as unsigned bytes is the order of the rows. */
final class RowKey {

    private RowKey() {}

    /** Symbol, timeframe in wire form, open time. */
    static byte[] ofCandle(byte[] symbol, byte[] timeframe, long openTime) {
        return ByteBuffer.allocate(symbol.length + timeframe.length + 2 + Long.BYTES)
                .put(symbol)
                .put((byte) 0)
                .put(timeframe)
                .put((byte) 0)
                .putLong(openTime ^ Long.MIN_VALUE)
                .array();
    }

    /** Setup, what {@link #ofCandle} says, strategy. */
    static byte[] ofSignal(byte[] setup, byte[] candle, byte[] strategy) {
        return ByteBuffer.allocate(setup.length + 1 + candle.length + strategy.length)
                .put(setup)
                .put((byte) 0)
                .put(candle)
                .put(strategy)
                .array();
    }

    /** Above all signals of a setup on a symbol, and below those of the next. */
    static byte[] behindSignals(byte[] setup, byte[] symbol) {
        return ByteBuffer.allocate(setup.length + 1 + symbol.length + 1)
                .put(setup)
                .put((byte) 0)
                .put(symbol)
                .put((byte) 1)
                .array();
    }

    /** Symbol, open time, place. */
    static byte[] ofBar(String symbol, long openTime, String place) {
        byte[] first = bytes(symbol);
        byte[] last = bytes(place);
        return ByteBuffer.allocate(first.length + 1 + Long.BYTES + last.length)
                .put(first)
                .put((byte) 0)
                .putLong(openTime ^ Long.MIN_VALUE)
                .put(last)
                .array();
    }

    /** As the cell shows it; no byte is below a space, so 0 can end it. */
    static byte[] bytes(String text) {
        return CsvText.printable(text).getBytes(StandardCharsets.UTF_8);
    }
}
