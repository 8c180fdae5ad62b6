package dev.candlemill.strategy;

/** How a distance becomes a confidence. */
public final class Confidence {

    private Confidence() {}

    /**
     * {@code distance / (distance + half)}: 0 at no distance, one half at {@code half}, towards 1
     * beyond; grows strictly with the distance. A distance of 0 or less is 0, any distance against
     * a {@code half} of 0 is 1.
     *
     * @param half in the distance's unit, at least 0
     * @return in [0,1]; NaN only for NaN
     */
    public static double of(double distance, double half) {
        if (distance <= 0) {
            return 0;
        }
        return half == 0 ? 1 : 1 / (1 + half / distance);
    }
}
