package dev.candlemill.candle;

/**
 * A 64-bit hash of a candle's content: prices, volume and counts, not its revision. Equal content
 * is not stored or sent again. Stored in {@code candles.content_hash}: never change it.
 */
public final class ContentHash {

    private ContentHash() {}

    public static long of(
            double open,
            double high,
            double low,
            double close,
            double volume,
            int barCount,
            int expectedBarCount,
            int inputCount) {
        long hash = mix(0x9E3779B97F4A7C15L, Double.doubleToLongBits(open + 0.0));
        hash = mix(hash, Double.doubleToLongBits(high + 0.0));
        hash = mix(hash, Double.doubleToLongBits(low + 0.0));
        hash = mix(hash, Double.doubleToLongBits(close + 0.0));
        hash = mix(hash, Double.doubleToLongBits(volume + 0.0));
        hash = mix(hash, ((long) barCount << 32) | (expectedBarCount & 0xFFFFFFFFL));
        return mix(hash, inputCount);
    }

    /** Of indicator values, bit by bit; 0 for no values, never 0 otherwise. */
    static long ofValues(double[] values, int from, int count) {
        long hash = count == 0 ? 0 : 0x9E3779B97F4A7C15L;
        for (int k = from; k < from + count; k++) {
            hash = mix(hash, Double.doubleToLongBits(values[k] + 0.0));
        }
        return hash == 0 && count > 0 ? 1 : hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over a running combination. */
    private static long mix(long hash, long value) {
        long z = hash * 0xBF58476D1CE4E5B9L + value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
