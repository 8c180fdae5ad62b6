package dev.candlemill.indicator;

/**
 * What share of a value still comes from how the formula was begun, bar by bar: the basis of {@link
 * Indicator#usableAfter} and {@link Indicator#stableAfter}. A seed weighs 1; smoothing with factor
 * a leaves (1 - a) of it per bar, and takes over a of what its input is still wrong by.
 */
final class SeedWeight {

    private static final double USABLE = 1e-3;
    private static final double STABLE = 1e-9;

    /** Of ratios: their terms may once have been ten times what they are now. */
    private static final double STABLE_RATIO = 1e-10;

    /** More bars than any accepted parameter needs. */
    private static final int HORIZON = 48_000;

    private final int definedAfter;
    private final double[] weights;

    private SeedWeight(int definedAfter, double[] weights) {
        this.definedAfter = definedAfter;
        this.weights = weights;
    }

    /** Of a value that exists from a bar, and has no seed. */
    static SeedWeight none(int definedAfter) {
        return new SeedWeight(definedAfter, new double[HORIZON]);
    }

    /** Smoothed, from a seed of so many values on. */
    SeedWeight smoothed(int seedBars, double factor) {
        int from = definedAfter + seedBars - 1;
        double[] smoothed = new double[HORIZON];
        double weight = 1;
        for (int bar = from; bar < HORIZON; bar++) {
            smoothed[bar] = weight;
            weight += factor * (weights[Math.min(bar + 1, HORIZON - 1)] - weight);
        }
        return new SeedWeight(from, smoothed);
    }

    /** Of a window of so many values: as wrong as the oldest in it. */
    SeedWeight window(int bars) {
        double[] windowed = new double[HORIZON];
        int from = definedAfter + bars - 1;
        for (int bar = from; bar < HORIZON; bar++) {
            windowed[bar] = weights[bar - bars + 1];
        }
        return new SeedWeight(from, windowed);
    }

    /** Of a weighted sum of this and another. */
    SeedWeight plus(double factor, SeedWeight other) {
        double[] sum = new double[HORIZON];
        int from = Math.max(definedAfter, other.definedAfter);
        for (int bar = from; bar < HORIZON; bar++) {
            sum[bar] = weights[bar] + factor * other.weights[bar];
        }
        return new SeedWeight(from, sum);
    }

    /** Of a value that so many times magnifies an error of this one. */
    SeedWeight times(double factor) {
        return none(definedAfter).plus(factor, this);
    }

    Lengths lengths() {
        return new Lengths(definedAfter, below(USABLE), below(STABLE));
    }

    /** Of a quotient of such values. */
    Lengths ratioLengths() {
        return new Lengths(definedAfter, below(USABLE), below(STABLE_RATIO));
    }

    private int below(double limit) {
        int bar = HORIZON - 1;
        while (bar > definedAfter && weights[bar - 1] < limit) {
            bar--;
        }
        if (weights[bar] >= limit) {
            throw new IllegalStateException("seed weighs " + weights[bar] + " after " + bar);
        }
        return bar;
    }
}
