package dev.candlemill.benchmarks.replay;

import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.setup.TradingSetup;
import java.util.List;

/** What is computed over the candles of every symbol. */
public enum Workload {
    CANDLES(FoldOptions.DEFAULT.candlesOnly(), List.of()),

    /** The full catalogue, no setup. */
    INDICATORS(FoldOptions.DEFAULT, List.of()),

    /** The full catalogue, and a setup of four strategies on two timeframes, as traders have it. */
    SIGNALS_ON_TWO(FoldOptions.DEFAULT, List.of(Timeframe.H1, Timeframe.D1)),

    /** The full catalogue, and a setup of four strategies on all fifteen. */
    SIGNALS_ON_ALL(FoldOptions.DEFAULT, List.of(Timeframe.values()));

    private static final List<String> STRATEGIES =
            List.of("sma_cross(20,50)", "rsi(14,30,70)", "macd(12,26,9)", "bollinger(20,2)");

    private final FoldOptions options;
    private final List<Timeframe> timeframes;

    Workload(FoldOptions options, List<Timeframe> timeframes) {
        this.options = options;
        this.timeframes = timeframes;
    }

    public FoldOptions options() {
        return options;
    }

    /** The event as it comes in a run with these setups: the first baseline brings them. */
    public SymbolEvent with(SymbolEvent event) {
        if (timeframes.isEmpty()
                || !(event instanceof Baseline baseline)
                || !baseline.startsRegion()) {
            return event;
        }
        TradingSetup setup =
                new TradingSetup(
                        "bench",
                        baseline.symbol(),
                        timeframes,
                        List.of(),
                        STRATEGIES,
                        TradingSetup.Status.ACTIVE);
        return baseline.withSetups(List.of(setup));
    }
}
