package dev.candlemill.benchmarks.item;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param item the letter under which the benchmark is asked for
 * @param best of all rounds
 * @param median of all rounds
 * @param wholeJob the median over the whole job time, start-up included; null where there is none
 * @param target what the median should reach, or must not exceed; null for none
 */
public record Figure(
        String item,
        String what,
        String unit,
        double best,
        double median,
        @Nullable Double wholeJob,
        @Nullable Target target) {

    /** A bound. */
    public record Target(double value, boolean atMost) {}

    static Figure of(String item, String what, String unit, double value) {
        return new Figure(item, what, unit, value, value, null, null);
    }

    static Figure of(String item, String what, String unit, Rate rate, @Nullable Rate whole) {
        return new Figure(
                item,
                what,
                unit,
                rate.best(),
                rate.median(),
                whole == null ? null : whole.median(),
                null);
    }

    Figure atLeast(double bound) {
        return new Figure(item, what, unit, best, median, wholeJob, new Target(bound, false));
    }

    Figure atMost(double bound) {
        return new Figure(item, what, unit, best, median, wholeJob, new Target(bound, true));
    }

    /** Whether the median keeps the target; null without one. */
    public @Nullable Boolean isMet() {
        return target == null
                ? null
                : target.atMost() ? median <= target.value() : median >= target.value();
    }
}
