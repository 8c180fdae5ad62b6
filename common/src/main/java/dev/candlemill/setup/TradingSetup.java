package dev.candlemill.setup;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.Timeframe;
import java.io.Serializable;
import java.util.List;

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

    /** Only active setups are computed; a stopped one never runs again. */
    public enum Status {
        ACTIVE,
        PAUSED,
        STOPPED
    }

    public TradingSetup {
        requireNonNull(id, "id is null");
        requireNonNull(symbol, "symbol is null");
        timeframes = List.copyOf(timeframes);
        indicators = List.copyOf(indicators);
        strategies = List.copyOf(strategies);
        requireNonNull(status, "status is null");
    }
}
