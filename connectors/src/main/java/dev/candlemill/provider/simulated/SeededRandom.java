package dev.candlemill.provider.simulated;

/**
 * SplitMix64 (Steele, Lea, Flood 2014): fast, and the same numbers on every machine. What is
 * derived from it must not change, or the same seed would give other bars.
 */
final class SeededRandom {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double DOUBLE_UNIT = 0x1.0p-53;

    /** Standard deviation of a sum of four uniform 16-bit numbers. */
    private static final double SUM_DEVIATION = 37837.22;

    private static final double SUM_MEAN = 2 * 65535;

    private long state;

    SeededRandom(long seed) {
        state = seed;
    }

    /** Starts the sequence of that seed, as a new object would. */
    void reseed(long seed) {
        state = seed;
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** In [0, 1). */
    double uniform() {
        return (next() >>> 11) * DOUBLE_UNIT;
    }

    /** Nearly normal, mean 0, deviation 1, never beyond 3.5: a sum of four uniform numbers. */
    double gaussian() {
        return gaussian(next());
    }

    /** In [0, bound), for bounds far below 2^31. */
    int below(int bound) {
        return below(next(), bound);
    }

    static double gaussian(long bits) {
        long sum =
                (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - SUM_MEAN) / SUM_DEVIATION;
    }

    static int below(long bits, int bound) {
        return (int) (((bits >>> 33) * bound) >>> 31);
    }

    static long hash(long seed, String text) {
        long hash = mix(seed + GOLDEN);
        for (int i = 0; i < text.length(); i++) {
            hash = hash(hash, text.charAt(i));
        }
        return hash;
    }

    static long hash(long seed, long value) {
        return mix(seed * 0xBF58476D1CE4E5B9L + value + GOLDEN);
    }

    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
