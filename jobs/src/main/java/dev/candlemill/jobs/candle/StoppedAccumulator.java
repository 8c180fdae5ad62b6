package dev.candlemill.jobs.candle;

import dev.candlemill.candle.StoppedStrategy;
import java.util.TreeSet;
import org.apache.flink.api.common.accumulators.Accumulator;

/** Why setups were stopped, for the run's summary: the first of them in their order. */
final class StoppedAccumulator implements Accumulator<String, TreeSet<String>> {

    /** It travels with every heartbeat. */
    static final int MOST = 50;

    private static final long serialVersionUID = 1L;

    private TreeSet<String> reasons = new TreeSet<>();

    static String text(StoppedStrategy stopped) {
        return "setup "
                + stopped.setup()
                + " on "
                + stopped.symbol()
                + ": "
                + stopped.strategy()
                + " "
                + stopped.reason();
    }

    @Override
    public void add(String reason) {
        reasons.add(reason);
        while (reasons.size() > MOST) {
            reasons.pollLast();
        }
    }

    @Override
    public TreeSet<String> getLocalValue() {
        return reasons;
    }

    @Override
    public void resetLocal() {
        reasons = new TreeSet<>();
    }

    @Override
    public void merge(Accumulator<String, TreeSet<String>> other) {
        other.getLocalValue().forEach(this::add);
    }

    @Override
    public Accumulator<String, TreeSet<String>> clone() {
        StoppedAccumulator clone = new StoppedAccumulator();
        clone.reasons = new TreeSet<>(reasons);
        return clone;
    }
}
