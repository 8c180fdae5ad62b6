package dev.candlemill.strategy;

import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.signal.SignalType;

/** Runs the strategies of one symbol over its candles, within one turn. */
public final class StrategyRun {

    /** Where a timeframe's memory is. */
    public interface States {
        double[] strategies(int timeframe);

        double[] indicators(int timeframe);
    }

    /** Takes what strategies say. */
    public interface Sink {
        void event(
                int strategy, SignalType type, double confidence, String[] names, double[] values);

        void failed(int strategy, Exception cause);
    }

    /** How long strategies are silent, and how long a candle waits for its last bars. */
    public record Options(WarmUp warmUp, long graceMillis) {}

    /** What an input must be before a strategy may speak. */
    public enum WarmUp {
        DEFINED,
        USABLE,
        STABLE
    }

    public StrategyRun(
            SymbolStrategies strategies, IndicatorSet set, Options options, States states) {}

    public void candle(SeriesCandle candle, double[] values, int at, Sink sink) {}
}
