package dev.candlemill.signal;

import dev.candlemill.calendar.Timeframe;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One event of a strategy on one final candle, or its retraction.
 *
 * @param setup the id of the trading setup
 * @param strategy canonical form with all parameters, {@code sma_cross(20,50)}
 * @param openTime of the candle, epoch milliseconds
 * @param closeTime of the candle, when the signal became known
 * @param price the candle's close
 * @param confidence in [0,1], see the strategy
 * @param values the indicator values it was decided on, by name; never NaN
 * @param candleRevision of the candle it was decided on
 * @param revision from 1, grows with each change under the same id
 * @param dataSource which provider the bars came from
 */
public record Signal(
        String setup,
        String symbol,
        Timeframe timeframe,
        String strategy,
        long openTime,
        long closeTime,
        SignalType type,
        double price,
        double confidence,
        Map<String, Double> values,
        int candleRevision,
        int revision,
        SignalStatus status,
        String dataSource) {

    public Signal {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The same for the same event in every run: a name-based UUID of setup, strategy, symbol,
     * timeframe and open time. Stored and sent: never change its form.
     */
    public String id() {
        String name =
                String.join(
                        "|", setup, strategy, symbol, timeframe.wire(), Long.toString(openTime));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
