package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;

/** A strategy's look at a higher timeframe: its last candle that is final by data alone. */
final class HigherView {

    private final HigherCandles candles;
    private final int timeframe;
    private final StrategyRun.States states;
    private final StrategyOptions options;

    HigherView(
            HigherCandles candles,
            Timeframe timeframe,
            StrategyRun.States states,
            StrategyOptions options) {
        this.candles = candles;
        this.timeframe = timeframe.ordinal();
        this.states = states;
        this.options = options;
    }

    /**
     * Shows the candle to the strategy.
     *
     * @return whether there is one, and the inputs had come far enough
     */
    boolean show(StrategyPlan plan, RunningSeries series, long closeTime) {
        double[] state = states.strategies(timeframe);
        int slot = candles.lastFinal(state, closeTime, options.graceMillis());
        if (slot < 0) {
            return false;
        }
        series.see(candles, state, slot);
        for (StrategyPlan.Input input : plan.higherInputs) {
            if (candles.barCount(state, slot, input.canonical())
                    < options.warmUp().after(input.indicator())) {
                return false;
            }
        }
        return true;
    }
}
