package dev.candlemill.signal;

import java.util.Map;

/** What a signal says, as 64 bits. Stored: never change it. */
public final class SignalContent {

    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private SignalContent() {}

    /**
     * Of type, price, confidence, indicator values and the candle's revision; 0 for a retracted
     * signal and for no other.
     */
    public static long hash(Signal signal) {
        if (signal.status() == SignalStatus.RETRACTED) {
            return 0;
        }
        long hash = mix(signal.type().ordinal() + 1L, Double.doubleToLongBits(signal.price()));
        hash = mix(hash, Double.doubleToLongBits(signal.confidence()));
        hash = mix(hash, signal.candleRevision());
        for (Map.Entry<String, Double> value : signal.values().entrySet()) {
            hash = mix(hash, value.getKey().hashCode());
            hash = mix(hash, Double.doubleToLongBits(value.getValue()));
        }
        return hash == 0 ? 1 : hash;
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * PRIME;
        return mixed ^ (mixed >>> 29);
    }
}
