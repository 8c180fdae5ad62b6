package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.SignalType;
import java.util.List;
import java.util.Optional;
import org.ta4j.core.Strategy;

/**
 * A strategy with its parameters: what it reads, what it remembers, and the ta4j strategy that it
 * builds over a series. Holds nothing of any series itself.
 */
public interface SignalStrategy {

    /** Indicators of the series' own timeframe that it reads, {@code sma(20)}. */
    List<String> indicators();

    /** A higher timeframe whose last final candle it reads too. */
    default Optional<Timeframe> higher() {
        return Optional.empty();
    }

    /** Indicators of the higher timeframe that it reads. */
    default List<String> higherIndicators() {
        return List.of();
    }

    /**
     * Candles that ta4j indicators of the strategy may look at, the current one included. Above 1
     * the strategy is silent until it has that many, and is built anew for every candle: ta4j
     * indicators remember what they computed, and that must not reach further back than this.
     */
    default int barCount() {
        return 1;
    }

    /** Doubles that its rules remember from candle to candle; all zeros before the first. */
    default int memorySize() {
        return 0;
    }

    /**
     * Builds the ta4j strategy: its entry rule says BUY, its exit rule SELL, both at once nothing.
     * Each is asked exactly once for every candle, in order and from the first one on, so that a
     * rule may remember through {@link StrategySeries#memory}; it must not remember in any other
     * way. There is no trading record.
     */
    Strategy build(StrategySeries series);

    /** How sure the event on the current candle is, in [0,1]; grows with the event's strength. */
    double confidence(StrategySeries series, SignalType type);
}
