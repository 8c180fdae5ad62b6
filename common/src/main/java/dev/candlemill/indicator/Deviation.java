package dev.candlemill.indicator;

/**
 * How far the values of a window lie from their mean. Four sums at once, added up in the end: one
 * sum would wait for itself at every step.
 */
final class Deviation {

    private Deviation() {}

    /** The population's variance of values that stand side by side. */
    static double variance(double[] data, int from, int bars, double mean) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        int end = from + bars;
        for (; i < end - 3; i += 4) {
            double p = data[i] - mean;
            double q = data[i + 1] - mean;
            double r = data[i + 2] - mean;
            double s = data[i + 3] - mean;
            a += p * p;
            b += q * q;
            c += r * r;
            d += s * s;
        }
        for (; i < end; i++) {
            double p = data[i] - mean;
            a += p * p;
        }
        return ((a + b) + (c + d)) / bars;
    }

    /** The mean of the distances from the mean, without their signs. */
    static double meanAbsolute(double[] data, int from, int bars, double mean) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        int end = from + bars;
        for (; i < end - 3; i += 4) {
            a += Math.abs(data[i] - mean);
            b += Math.abs(data[i + 1] - mean);
            c += Math.abs(data[i + 2] - mean);
            d += Math.abs(data[i + 3] - mean);
        }
        for (; i < end; i++) {
            a += Math.abs(data[i] - mean);
        }
        return ((a + b) + (c + d)) / bars;
    }
}
