package dev.candlemill.benchmarks.item;

import java.util.Arrays;

/** One quantity, measured several times; more is better. */
record Rate(double[] values) {

    double best() {
        return Arrays.stream(values).max().orElseThrow();
    }

    double median() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
