package dev.candlemill.jobs.candle;

import dev.candlemill.candle.SymbolCounts;
import org.apache.flink.api.common.accumulators.Accumulator;

/** Adds up the counts of symbols over all subtasks. */
final class CountsAccumulator implements Accumulator<SymbolCounts, SymbolCounts> {

    private static final long serialVersionUID = 1L;

    private SymbolCounts total = new SymbolCounts();

    @Override
    public void add(SymbolCounts counts) {
        total.add(counts);
    }

    @Override
    public SymbolCounts getLocalValue() {
        return total;
    }

    @Override
    public void resetLocal() {
        total = new SymbolCounts();
    }

    @Override
    public void merge(Accumulator<SymbolCounts, SymbolCounts> other) {
        total.add(other.getLocalValue());
    }

    @Override
    public Accumulator<SymbolCounts, SymbolCounts> clone() {
        CountsAccumulator clone = new CountsAccumulator();
        clone.total = total.copy();
        return clone;
    }
}
