package dev.candlemill.setup;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Strategies to run on a symbol's candles, and indicators to compute with them.
 *
 * @param id names the setup in signals; never used for another one
 * @param symbol canonical id such as {@code XNAS:AAPL}
 * @param indicators beyond the catalogue, in canonical form such as {@code sma(10)}
 * @param strategies in canonical form such as {@code sma_cross(20,50)}
 */
public record TradingSetup(
        String id,
        String symbol,
        List<Timeframe> timeframes,
        List<String> indicators,
        List<String> strategies,
        Status status)
        implements Serializable {

    /** Only active setups are computed; a stopped one could not be, until somebody resumes it. */
    public enum Status {
        ACTIVE,
        PAUSED,
        STOPPED;

        /** As stored, {@code active}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws IllegalArgumentException for another word
         */
        public static Status parse(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    public TradingSetup {
        requireNonNull(id, "id is null");
        requireNonNull(symbol, "symbol is null");
        timeframes = List.copyOf(timeframes);
        indicators = List.copyOf(indicators);
        strategies = List.copyOf(strategies);
        requireNonNull(status, "status is null");
    }

    private void write(DataOutput out) throws IOException {
        out.writeUTF(id);
        out.writeUTF(symbol);
        out.writeUTF(status.wire());
        writeTexts(timeframes.stream().map(Timeframe::wire).toList(), out);
        writeTexts(indicators, out);
        writeTexts(strategies, out);
    }

    private static TradingSetup read(DataInput in) throws IOException {
        String id = in.readUTF();
        String symbol = in.readUTF();
        Status status = Status.parse(in.readUTF());
        List<Timeframe> timeframes = readTexts(in).stream().map(Timeframe::parse).toList();
        return new TradingSetup(id, symbol, timeframes, readTexts(in), readTexts(in), status);
    }

    /** The same setup of another symbol. */
    public TradingSetup onSymbol(String other) {
        return new TradingSetup(id, other, timeframes, indicators, strategies, status);
    }

    /** The byte form is part of the savepoint contract. */
    public static void writeAll(List<TradingSetup> setups, DataOutput out) throws IOException {
        out.writeShort(setups.size());
        for (TradingSetup setup : setups) {
            setup.write(out);
        }
    }

    public static List<TradingSetup> readAll(DataInput in) throws IOException {
        int count = in.readShort();
        List<TradingSetup> setups = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            setups.add(read(in));
        }
        return setups;
    }

    private static void writeTexts(List<String> texts, DataOutput out) throws IOException {
        out.writeShort(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInput in) throws IOException {
        int count = in.readShort();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
