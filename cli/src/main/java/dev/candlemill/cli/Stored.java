package dev.candlemill.cli;

import dev.candlemill.calendar.Spelling;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.postgres.CandleHistory;
import java.io.IOException;
import java.util.List;

/** What there is to read. */
final class Stored {

    private static final int SHOWN = 10;

    private Stored() {}

    /** Says which candles are missing, and what is there. */
    static UsageException nothing(CandleHistory history, String symbol, Timeframe timeframe)
            throws IOException {
        List<String> symbols = history.symbols();
        String found =
                symbols.isEmpty()
                        ? "no candles at all: try ./candlemill demo --once"
                        : symbols.contains(symbol)
                                ? "the symbol on other timeframes"
                                : symbols.size()
                                        + " other symbols, such as "
                                        + symbols.subList(0, Math.min(SHOWN, symbols.size()))
                                        + Spelling.didYouMean(symbol, symbols);
        return new UsageException(
                "no candles of "
                        + symbol
                        + " on "
                        + timeframe.wire()
                        + " are stored; found "
                        + found);
    }
}
