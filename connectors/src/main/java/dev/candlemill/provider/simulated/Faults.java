package dev.candlemill.provider.simulated;

import java.io.Serializable;

/**
 * How often the simulated provider does what real ones do. Rates are per bar, in [0, 1], and add up
 * to at most 1; a bar has at most one fault. The same seed gives the same faults.
 *
 * @param late comes later in its session or some sessions later, always while its month or the last
 *     five sessions are open to corrections
 * @param beyondHorizon comes at least 75 days later, when its month is closed: never applied
 * @param duplicate comes twice, at once or later
 * @param revised comes with other values first, and again later with the right ones
 * @param bad is followed by an invalid record, of any kind that the venue allows for
 * @param missing never comes
 * @param outage per session: a stretch of it never comes, a third of the session on average
 */
public record Faults(
        double late,
        double beyondHorizon,
        double duplicate,
        double revised,
        double bad,
        double missing,
        double outage)
        implements Serializable {

    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0);

    public Faults {
        double sum = late + beyondHorizon + duplicate + revised + bad + missing;
        double least =
                Math.min(
                        Math.min(Math.min(late, beyondHorizon), Math.min(duplicate, revised)),
                        Math.min(Math.min(bad, missing), outage));
        if (!(least >= 0 && sum <= 1 && outage <= 1)) {
            throw new IllegalArgumentException(
                    "fault rates must be in [0, 1] and those of bars add up to at most 1: found "
                            + ("late " + late + ", beyond horizon " + beyondHorizon)
                            + (", duplicate " + duplicate + ", revised " + revised)
                            + (", bad " + bad + ", missing " + missing + ", outage " + outage));
        }
    }

    /** Every kind of bar fault at the same rate, and outages ten times as often per session. */
    public static Faults each(double rate) {
        return new Faults(rate, rate, rate, rate, rate, rate, Math.min(1, 10 * rate));
    }

    public boolean areNone() {
        return equals(NONE);
    }
}
