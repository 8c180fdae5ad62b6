package dev.candlemill.indicator;

/**
 * Exponential smoothing as a part of a formula: the mean of the first values is the seed, then each
 * value moves it by a factor of the distance. Remembers one double: the sum, then the average.
 */
final class Smoothing {

    static final int SIZE = 1;

    private final int offset;
    private final int seedBars;
    private final double factor;

    private Smoothing(int offset, int seedBars, double factor) {
        this.offset = offset;
        this.seedBars = seedBars;
        this.factor = factor;
    }

    /** The EMA's factor, 2 / (bars + 1). */
    static double emaFactor(int bars) {
        return 2.0 / (bars + 1);
    }

    static Smoothing ema(int offset, int bars) {
        return new Smoothing(offset, bars, emaFactor(bars));
    }

    /** An EMA whose first input is its seed. */
    static Smoothing emaOfFirst(int offset, int bars) {
        return new Smoothing(offset, 1, emaFactor(bars));
    }

    /** Wilder's: factor 1 / bars. */
    static Smoothing wilder(int offset, int bars) {
        return new Smoothing(offset, bars, 1.0 / bars);
    }

    /**
     * The average after one more value.
     *
     * @param count of values so far, this one included; nothing happens where it is 0 or less
     * @return NaN before the seed
     */
    double next(double[] state, int at, int count, double value) {
        int place = at + offset;
        double memory = step(state[place], count, value);
        state[place] = memory;
        return isDefined(count) ? memory : Double.NaN;
    }

    /**
     * What is remembered after one more value, from what was before it. It is the average, once
     * that {@link #isDefined}.
     *
     * @param count of values so far, this one included; nothing happens where it is 0 or less
     */
    double step(double memory, int count, double value) {
        if (count > seedBars) {
            return memory + factor * (value - memory);
        }
        if (count <= 0) {
            return memory;
        }
        double sum = memory + value;
        return count < seedBars ? sum : sum / seedBars;
    }

    boolean isDefined(int count) {
        return count >= seedBars;
    }
}
