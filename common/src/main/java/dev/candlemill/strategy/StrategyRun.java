package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.signal.SignalType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A symbol's strategies during one turn of its fold: candles in, events out. What has to be known
 * of earlier candles is in the states; the rest is made anew, or taken from the shelf. Never keep
 * it for another turn, fold or symbol.
 */
public final class StrategyRun {

    /** Where the states of a timeframe are, by its ordinal; they are changed in place. */
    public interface States {

        /** Of the layout {@link SymbolStrategies#layout}. */
        double[] strategies(int timeframe);

        /** Of the indicators, with the candle that is run, and maybe later ones. */
        double[] indicators(int timeframe);
    }

    /** Takes what strategies say; names them by their index in {@link SymbolStrategies#on}. */
    public interface Sink {

        /**
         * An event on the candle that is run.
         *
         * @param confidence in [0,1]
         * @param values of the strategy's indicators by name, finite; those of the higher timeframe
         *     as {@code 1d.sma_20}
         */
        void event(int strategy, SignalType type, double confidence, Map<String, Double> values);

        /** It threw: no strategy of its setup is asked again on this symbol. */
        void failed(int strategy, Exception reason);
    }

    private final SymbolStrategies strategies;
    private final StrategyOptions options;
    private final StrategyShelf shelf;
    private final States states;
    private final Row row;
    private final RunningStrategy[][] running = new RunningStrategy[Timeframe.count()][];

    /**
     * @param indicators computes all of {@link SymbolStrategies#indicators}
     */
    public StrategyRun(
            SymbolStrategies strategies,
            IndicatorSet indicators,
            StrategyOptions options,
            StrategyShelf shelf,
            States states) {
        this.strategies = strategies;
        this.options = options;
        this.shelf = shelf;
        this.states = states;
        this.row = new Row(indicators);
    }

    /**
     * Runs the next candle of its timeframe, after its indicators have been computed. Candles of a
     * timeframe come in order, and a higher timeframe's before those that close with it.
     *
     * @param values of the candle's indicators, from {@code at}
     * @param later candles of the timeframe that the indicators' state has seen behind this one
     */
    public void candle(SeriesCandle candle, double[] values, int at, int later, Sink sink) {
        TimeframePlan plan = strategies.plan(candle.timeframe);
        if (plan.layout.size() == 0) {
            return;
        }
        double[] state = states.strategies(candle.timeframe);
        row.set(candle, values, at);
        row.indicatorState(states.indicators(candle.timeframe), later);
        if (plan.kept != null) {
            plan.kept.push(state, row);
        }
        RunningStrategy[] all = running(plan, candle.timeframe);
        for (int i = 0; i < all.length; i++) {
            Exception thrown = all[i].candle(state, row, i, sink);
            if (thrown != null) {
                stop(all[i].setup());
                sink.failed(i, thrown);
            }
        }
    }

    /** On all timeframes: half a setup would be another one. */
    private void stop(String setup) {
        for (int timeframe = 0; timeframe < Timeframe.count(); timeframe++) {
            for (TimeframePlan.Placed placed : strategies.plan(timeframe).strategies) {
                if (placed.plan().name.setup().equals(setup)) {
                    RunningSeries.fail(states.strategies(timeframe), placed.at(), placed.plan());
                }
            }
        }
    }

    private RunningStrategy[] running(TimeframePlan plan, int timeframe) {
        RunningStrategy[] made = running[timeframe];
        if (made == null) {
            made = new RunningStrategy[plan.strategies.size()];
            for (int i = 0; i < made.length; i++) {
                made[i] = running(plan.strategies.get(i));
            }
            running[timeframe] = made;
        }
        return made;
    }

    private RunningStrategy running(TimeframePlan.Placed placed) {
        return new RunningStrategy(
                placed, row.indicators, options, shelf, higherView(placed.plan().higher));
    }

    private @Nullable HigherView higherView(@Nullable Timeframe higher) {
        HigherCandles kept = higher == null ? null : strategies.plan(higher.ordinal()).kept;
        return higher == null || kept == null
                ? null
                : new HigherView(kept, higher, states, options);
    }
}
