package dev.candlemill.api.candle;

import dev.candlemill.calendar.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which candles somebody asks for.
 *
 * @param from open time, inclusive; empty: from the first one on
 * @param to open time, exclusive; empty: to the last one
 * @param isNewestFirst whether the limit keeps the newest, else the oldest; they come ascending
 *     either way
 * @param indicators names of stored values
 */
record CandleRequest(
        String symbol,
        Timeframe timeframe,
        Optional<Instant> from,
        Optional<Instant> to,
        boolean isNewestFirst,
        int limit,
        List<String> indicators) {

    CandleRequest {
        indicators = List.copyOf(indicators);
    }

    CandleRequest of(String otherSymbol) {
        return new CandleRequest(
                otherSymbol, timeframe, from, to, isNewestFirst, limit, indicators);
    }

    CandleRequest startingAt(Instant other) {
        return new CandleRequest(
                symbol, timeframe, Optional.of(other), to, isNewestFirst, limit, indicators);
    }
}
