package dev.candlemill.jobs;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.strategy.WarmUp;
import java.util.List;

/**
 * What a run computes beyond the catalogue, and beyond the setups that are stored.
 *
 * @param indicators of every symbol, {@code sma(10)}
 * @param strategies of every symbol, on {@code timeframes}
 * @param warmUp what an indicator must be before a strategy that reads it speaks
 */
public record SignalOptions(
        List<String> indicators,
        List<String> strategies,
        List<Timeframe> timeframes,
        WarmUp warmUp) {

    /** The setup that signals of {@code strategies} name. */
    public static final String RUN_SETUP = "run";

    public SignalOptions {
        indicators = List.copyOf(indicators);
        strategies = List.copyOf(strategies);
        timeframes = List.copyOf(timeframes);
    }

    List<TradingSetup> ofEverySymbol() {
        return strategies.isEmpty()
                ? List.of()
                : List.of(
                        new TradingSetup(
                                RUN_SETUP,
                                "*",
                                timeframes,
                                List.of(),
                                strategies,
                                TradingSetup.Status.ACTIVE));
    }
}
