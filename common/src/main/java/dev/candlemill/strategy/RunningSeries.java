package dev.candlemill.strategy;

import dev.candlemill.indicator.Field;
import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.indicator.SeriesCandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.NaN;
import org.ta4j.core.num.Num;

/**
 * What one strategy sees, candle by candle. Everything that outlives a candle is in the state, so
 * that what it sees does not depend on where turns begin, and it can go on to another series.
 */
final class RunningSeries implements StrategySeries {

    private static final int FAILED = 0;
    private static final int COUNT = 1;

    private final StrategyPlan plan;
    private final int[] inputs;

    /** Entries of candles: in the state, or of the current candle only. */
    private double[] entries;

    private int firstEntry;
    private int current;
    private double[] state = {};
    private int at;
    private @Nullable BarSeries bars;

    /**
     * @param indicators whose values rows have
     */
    RunningSeries(StrategyPlan plan, IndicatorSet indicators) {
        this.plan = plan;
        this.entries = new double[plan.width];
        this.inputs =
                plan.inputs.stream()
                        .flatMapToInt(
                                input -> {
                                    int from = indicators.indexOf(input.canonical());
                                    int width = input.indicator().valueNames().size();
                                    return IntStream.range(from, from + width);
                                })
                        .toArray();
    }

    /**
     * Whether the strategy has failed on a series.
     *
     * @param at where its part of the state begins
     */
    static boolean failed(double[] state, int at) {
        return state[at + FAILED] != 0;
    }

    /** Forgets all and stays silent: what a rule wrote before it threw means nothing. */
    static void fail(double[] state, int at, StrategyPlan plan) {
        Arrays.fill(state, at, at + plan.stateSize(), 0);
        state[at + FAILED] = 1;
    }

    /** Makes a candle the current one, its higher values undefined. */
    void begin(double[] itsState, int itsPlace, Row row) {
        state = itsState;
        at = itsPlace;
        if (plan.barCount > 1) {
            entries = state;
            firstEntry = at + StrategyPlan.HEADER + plan.memorySize;
            current = firstEntry + (int) ((long) state[at + COUNT] % plan.barCount) * plan.width;
            bars = null;
        }
        state[at + COUNT]++;
        SeriesCandle candle = row.candle;
        entries[current + StrategyPlan.OPEN_TIME] = candle.openTime;
        entries[current + StrategyPlan.CLOSE_TIME] = candle.closeTime;
        copyPrices(candle, current + plan.position(Field.OPEN));
        int to = current + StrategyPlan.INPUTS;
        for (int i = 0; i < inputs.length; i++) {
            entries[to + i] = row.values[row.at() + inputs[i]];
        }
        Arrays.fill(entries, current + plan.higherClose, current + plan.width, Double.NaN);
    }

    private void copyPrices(SeriesCandle candle, int to) {
        entries[to] = candle.open;
        entries[to + 1] = candle.high;
        entries[to + 2] = candle.low;
        entries[to + 3] = candle.close;
        entries[to + 4] = candle.volume;
    }

    /** Takes over the higher timeframe's candle in a slot. */
    void see(HigherCandles higher, double[] higherState, int slot) {
        entries[current + plan.higherClose] = higher.close(higherState, slot);
        for (StrategyPlan.Input input : plan.higherInputs) {
            higher.copy(higherState, slot, input.canonical(), entries, current + input.at());
        }
    }

    /** Candles in sight, the current one included. */
    int size() {
        return (int) Math.min(state[at + COUNT], plan.barCount);
    }

    double now(int position) {
        return entries[current + position];
    }

    private int entry(int index) {
        int size = size();
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(
                    plan.name.spec()
                            + " looks at index "
                            + index
                            + ": expected 0 to "
                            + (size - 1)
                            + ", for it declared barCount "
                            + plan.barCount);
        }
        int slot = (current - firstEntry) / plan.width - (size - 1 - index);
        return firstEntry + Math.floorMod(slot, plan.barCount) * plan.width;
    }

    @Override
    public BarSeries bars() {
        if (bars == null) {
            List<Bar> list = new ArrayList<>(size());
            for (int i = 0; i < size(); i++) {
                list.add(new CandleBar(plan, entries, entry(i)));
            }
            bars = new BaseBarSeries(plan.name.spec(), list);
        }
        return bars;
    }

    @Override
    public SeriesValue price(Field field) {
        return new Value(plan.position(field));
    }

    @Override
    public SeriesValue indicator(String indicator, int value) {
        return new Value(plan.position(indicator, value));
    }

    @Override
    public SeriesValue higher(String indicator, int value) {
        return new Value(plan.higherPosition(indicator, value));
    }

    @Override
    public SeriesValue higherClose() {
        return new Value(plan.higherClose);
    }

    @Override
    public double memory(int position) {
        return state[memoryAt(position)];
    }

    @Override
    public void remember(int position, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "to remember " + value + " at " + position + ": expected a finite number");
        }
        state[memoryAt(position)] = value;
    }

    private int memoryAt(int position) {
        if (position < 0 || position >= plan.memorySize) {
            throw new IndexOutOfBoundsException(
                    plan.name.spec()
                            + " uses memory "
                            + position
                            + ": expected 0 to "
                            + (plan.memorySize - 1)
                            + ", for it declared memorySize "
                            + plan.memorySize);
        }
        return at + StrategyPlan.HEADER + position;
    }

    /** One position of the entries. */
    private final class Value implements SeriesValue {
        private final int position;

        Value(int position) {
            this.position = position;
        }

        @Override
        public double now() {
            return entries[current + position];
        }

        @Override
        public Num getValue(int index) {
            double value = entries[entry(index) + position];
            return Double.isNaN(value) ? NaN.NaN : DoubleNum.valueOf(value);
        }

        @Override
        public int getUnstableBars() {
            return 0;
        }

        @Override
        public BarSeries getBarSeries() {
            return bars();
        }
    }
}
