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

    /** The content of a signal that was taken back. */
    public static final long RETRACTED_CONTENT = 0;

    public Signal {
        values =
                values instanceof NamedValues
                        ? values
                        : Collections.unmodifiableMap(new LinkedHashMap<>(values));
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

    /**
     * A 64-bit hash of what the signal says and was decided on, exactly; {@link #RETRACTED_CONTENT}
     * for a retraction, never for anything else. Stored: never change it.
     */
    public long contentHash() {
        return status == SignalStatus.RETRACTED
                ? RETRACTED_CONTENT
                : contentHash(type, price, confidence, values);
    }

    /** As {@link #contentHash()}, of a signal that stands. */
    public static long contentHash(
            SignalType type, double price, double confidence, Map<String, Double> values) {
        long hash = mix(type.ordinal() + 1L, Double.doubleToLongBits(price));
        hash = mix(hash, Double.doubleToLongBits(confidence));
        if (values instanceof NamedValues named) {
            for (int i = 0; i < named.size(); i++) {
                hash = mix(hash, named.name(i).hashCode());
                hash = mix(hash, Double.doubleToLongBits(named.value(i)));
            }
        } else {
            for (Map.Entry<String, Double> value : values.entrySet()) {
                hash = mix(hash, value.getKey().hashCode());
                hash = mix(hash, Double.doubleToLongBits(value.getValue()));
            }
        }
        return hash == RETRACTED_CONTENT ? 1 : hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over a running combination. */
    private static long mix(long hash, long value) {
        long z = hash * 0xBF58476D1CE4E5B9L + value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
