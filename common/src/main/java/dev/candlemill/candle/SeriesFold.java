package dev.candlemill.candle;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.CandleBatch;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.signal.SignalType;
import dev.candlemill.strategy.SetupStrategy;
import dev.candlemill.strategy.StrategyOptions;
import dev.candlemill.strategy.StrategyRun;
import dev.candlemill.strategy.StrategyShelf;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Indicators and strategies of one symbol over the rows of one turn. A row gets its values when it
 * is built, in the order of its timeframe's buckets, final or not yet: what waits for the grace
 * holds up no later value, and a correction goes over all of them anyway. Strategies see the
 * candles of one instant together, the higher timeframe first.
 */
final class SeriesFold implements StrategyRun.States, StrategyRun.Sink {

    /** Takes note of a strategy that failed. */
    interface Failures {
        void failed(SetupStrategy strategy, int timeframe, long openTime, Exception cause);
    }

    /** Rows that wait are folded when they are so many, at the end of an instant. */
    private static final int MANY = 2_048;

    private final SymbolPlan plan;
    private final Scratch scratch;
    private final Failures failures;
    private final SeriesCandle candle = new SeriesCandle();
    private final int width;
    private final boolean strategies;

    private SeriesMemory memory = new SeriesMemory();
    private @Nullable StrategyRun run;
    private int rowCount;
    private int waitingCount;
    private int instantBegin;
    private CandleRows current = new CandleRows(0);
    private int currentRow;

    /** What is reused from turn to turn. */
    static final class Scratch {
        private final StrategyOptions options;
        private final StrategyShelf shelf = new StrategyShelf();
        private final CandleBatch batch = new CandleBatch();
        private final RowList[] rows = new RowList[Timeframe.count()];

        /** Rows for strategies, in the order in which they see them. */
        private Waiting[] waiting = new Waiting[4];

        Scratch(StrategyOptions options) {
            this.options = options;
            Arrays.setAll(rows, t -> new RowList());
        }
    }

    /** Rows of one timeframe that have no values yet. */
    private static final class RowList {
        private CandleRows[] rows = new CandleRows[16];
        private int[] at = new int[16];
        private int size;

        void add(CandleRows buffer, int i) {
            if (size == at.length) {
                rows = Arrays.copyOf(rows, size * 2);
                at = Arrays.copyOf(at, size * 2);
            }
            rows[size] = buffer;
            at[size++] = i;
        }
    }

    private static final class Waiting {
        private CandleRows rows = new CandleRows(0);
        private int row;
        private boolean complete;

        /** Its number among the rows of its timeframe. */
        private int number;

        boolean before(Waiting other) {
            long close = rows.closeTime[row];
            long otherClose = other.rows.closeTime[other.row];
            return close < otherClose
                    || close == otherClose && rows.timeframe[row] > other.rows.timeframe[other.row];
        }
    }

    SeriesFold(SymbolPlan plan, Scratch scratch, Failures failures) {
        this.plan = plan;
        this.scratch = scratch;
        this.failures = failures;
        this.width = plan.names().width();
        this.strategies = plan.hasStrategies();
    }

    /** From now on remembers there. */
    void into(SeriesMemory seriesMemory) {
        fold();
        memory = seriesMemory;
        run = null;
    }

    /** Takes in the next candle of its timeframe; {@link #fold} gives it its values. */
    void candle(CandleRows rows, int i, boolean complete) {
        if (width == 0) {
            return;
        }
        RowList list = scratch.rows[rows.timeframe[i]];
        list.add(rows, i);
        rowCount++;
        rows.indicatorRevision[i] = 1;
        if (strategies && plan.strategies().stateSize(rows.timeframe[i]) > 0) {
            await(rows, i, complete, list.size - 1);
        }
    }

    /** What comes later is of another instant. */
    void endInstant() {
        instantBegin = waitingCount;
        if (rowCount >= MANY) {
            fold();
        }
    }

    /** Gives values to the rows taken in, and lets strategies see them, instant by instant. */
    void fold() {
        if (rowCount == 0) {
            return;
        }
        for (int t = 0; t < scratch.rows.length; t++) {
            if (scratch.rows[t].size > 0) {
                computeValues(scratch.rows[t], memory.touch(t, plan));
            }
        }
        runStrategies();
        for (RowList list : scratch.rows) {
            list.size = 0;
        }
        rowCount = 0;
    }

    private void computeValues(RowList list, SeriesState state) {
        CandleBatch batch = scratch.batch;
        batch.begin(plan.indicators(), state.indicators, list.size);
        for (int k = 0; k < list.size; k++) {
            fill(list.rows[k], list.at[k], true);
            batch.add(candle);
        }
        batch.compute();
        for (int k = 0; k < list.size; k++) {
            batch.copyValues(k, list.rows[k].values, list.at[k] * width);
        }
    }

    private void runStrategies() {
        if (waitingCount == 0) {
            return;
        }
        StrategyRun strategyRun = run;
        if (strategyRun == null) {
            strategyRun =
                    new StrategyRun(
                            plan.strategies(),
                            plan.indicators(),
                            scratch.options,
                            scratch.shelf,
                            this);
            run = strategyRun;
        }
        for (int k = 0; k < waitingCount; k++) {
            Waiting next = scratch.waiting[k];
            current = next.rows;
            currentRow = next.row;
            fill(next.rows, next.row, next.complete);
            int later = scratch.rows[candle.timeframe].size - 1 - next.number;
            strategyRun.candle(candle, next.rows.values, next.row * width, later, this);
        }
        waitingCount = 0;
        instantBegin = 0;
    }

    private void await(CandleRows rows, int i, boolean complete, int number) {
        Waiting[] all = scratch.waiting;
        if (waitingCount == all.length) {
            all = Arrays.copyOf(all, waitingCount * 2);
            scratch.waiting = all;
        }
        Waiting next = all[waitingCount];
        next = next == null ? new Waiting() : next;
        next.rows = rows;
        next.row = i;
        next.complete = complete;
        next.number = number;
        int at = waitingCount++;
        while (at > instantBegin && next.before(all[at - 1])) {
            all[at] = all[at - 1];
            at--;
        }
        all[at] = next;
    }

    private void fill(CandleRows rows, int i, boolean complete) {
        candle.timeframe = rows.timeframe[i];
        candle.openTime = rows.openTime[i];
        candle.closeTime = rows.closeTime[i];
        candle.sessionDate = rows.sessionDate[i];
        candle.open = rows.open[i];
        candle.high = rows.high[i];
        candle.low = rows.low[i];
        candle.close = rows.close[i];
        candle.volume = rows.volume[i];
        candle.complete = complete;
    }

    @Override
    public double[] strategies(int timeframe) {
        return memory.touch(timeframe, plan).strategies;
    }

    @Override
    public double[] indicators(int timeframe) {
        return memory.touch(timeframe, plan).indicators;
    }

    @Override
    public void event(
            int strategy, SignalType type, double confidence, Map<String, Double> values) {
        SetupStrategy said = plan.strategies().on(current.timeframe[currentRow]).get(strategy);
        RowEvents events = current.events(currentRow);
        if (events == null) {
            events = new RowEvents();
            current.setEvents(currentRow, events);
        }
        events.add(
                new RowEvents.Event(
                        said.key(), said.setup(), said.spec(), type, confidence, values));
    }

    @Override
    public void failed(int strategy, Exception cause) {
        int timeframe = current.timeframe[currentRow];
        failures.failed(
                plan.strategies().on(timeframe).get(strategy),
                timeframe,
                current.openTime[currentRow],
                cause);
    }
}
