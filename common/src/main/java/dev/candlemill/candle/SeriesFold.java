package dev.candlemill.candle;

import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.signal.SignalType;
import dev.candlemill.strategy.SetupStrategy;
import dev.candlemill.strategy.StrategyOptions;
import dev.candlemill.strategy.StrategyRun;
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
        void failed(SetupStrategy strategy, int timeframe, Exception cause);
    }

    private final SymbolPlan plan;
    private final StrategyOptions options;
    private final Failures failures;
    private final SeriesCandle candle = new SeriesCandle();
    private final int width;
    private final boolean strategies;

    private SeriesMemory memory = new SeriesMemory();
    private @Nullable StrategyRun run;

    /** Rows that strategies have not seen yet. */
    private Waiting[] waiting = new Waiting[4];

    private int waitingCount;
    private CandleRows current = new CandleRows(0);
    private int currentRow;

    private static final class Waiting {
        private CandleRows rows = new CandleRows(0);
        private int row;
        private boolean complete;

        boolean before(Waiting other) {
            long close = rows.closeTime[row];
            long otherClose = other.rows.closeTime[other.row];
            return close < otherClose
                    || close == otherClose && rows.timeframe[row] > other.rows.timeframe[other.row];
        }
    }

    SeriesFold(SymbolPlan plan, StrategyOptions options, Failures failures) {
        this.plan = plan;
        this.options = options;
        this.failures = failures;
        this.width = plan.names().width();
        this.strategies = plan.hasStrategies();
    }

    /** From now on remembers there. */
    void into(SeriesMemory seriesMemory) {
        memory = seriesMemory;
        run = null;
    }

    /** Takes in the next candle of its timeframe. */
    void candle(CandleRows rows, int i, boolean complete) {
        if (width == 0) {
            return;
        }
        SeriesState state = memory.touch(rows.timeframe[i], plan);
        fill(rows, i, complete);
        plan.indicators().update(state.indicators, candle, rows.values, i * width);
        rows.indicatorRevision[i] = 1;
        if (strategies && plan.strategies().stateSize(rows.timeframe[i]) > 0) {
            await(rows, i, complete);
        }
    }

    /** Lets strategies see the candles since the last instant. */
    void endInstant() {
        if (waitingCount == 0) {
            return;
        }
        StrategyRun strategyRun = run;
        if (strategyRun == null) {
            strategyRun = new StrategyRun(plan.strategies(), plan.indicators(), options, this);
            run = strategyRun;
        }
        for (int k = 0; k < waitingCount; k++) {
            Waiting next = waiting[k];
            current = next.rows;
            currentRow = next.row;
            fill(next.rows, next.row, next.complete);
            strategyRun.candle(candle, next.rows.values, next.row * width, this);
        }
        waitingCount = 0;
    }

    private void await(CandleRows rows, int i, boolean complete) {
        if (waitingCount == waiting.length) {
            waiting = Arrays.copyOf(waiting, waitingCount * 2);
        }
        Waiting next = waiting[waitingCount];
        next = next == null ? new Waiting() : next;
        next.rows = rows;
        next.row = i;
        next.complete = complete;
        int at = waitingCount++;
        while (at > 0 && next.before(waiting[at - 1])) {
            waiting[at] = waiting[at - 1];
            at--;
        }
        waiting[at] = next;
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
        failures.failed(plan.strategies().on(timeframe).get(strategy), timeframe, cause);
    }
}
