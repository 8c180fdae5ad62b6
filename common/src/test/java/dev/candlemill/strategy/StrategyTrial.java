package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.CandleBatch;
import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.SignalType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs strategies over candles as the fold of a symbol does, and writes down what they say. All
 * that it keeps from page to page is arrays of doubles.
 */
public final class StrategyTrial implements StrategyRun.States {

    /** What a strategy said on a candle. */
    public record Said(
            Timeframe timeframe,
            long openTime,
            String spec,
            SignalType type,
            double confidence,
            Map<String, Double> values) {}

    private final SymbolStrategies strategies;
    private final StrategyOptions options;
    private final IndicatorSet indicators;
    private final double[][] strategyStates = new double[Timeframe.count()][];
    private final double[][] indicatorStates = new double[Timeframe.count()][];
    private final List<Said> said = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final StrategyShelf shelf;
    private final CandleBatch batch = new CandleBatch();
    private StrategyRun run;

    public StrategyTrial(SymbolStrategies strategies, StrategyOptions options) {
        this(strategies, options, new StrategyShelf());
    }

    private StrategyTrial(
            SymbolStrategies strategies, StrategyOptions options, StrategyShelf shelf) {
        this.shelf = shelf;
        this.strategies = strategies;
        this.options = options;
        this.indicators = IndicatorSet.catalogueAnd(strategies.indicators());
        for (int i = 0; i < Timeframe.count(); i++) {
            strategyStates[i] = new double[strategies.stateSize(i)];
            indicatorStates[i] = new double[indicators.stateSize()];
        }
        this.run = newRun();
    }

    /** One strategy on one timeframe, under the usual options: usable inputs, 60 s of grace. */
    public static StrategyTrial of(String spec, Timeframe timeframe) {
        return new StrategyTrial(
                compiled(spec, timeframe), new StrategyOptions(WarmUp.USABLE, 60_000));
    }

    static SymbolStrategies compiled(String spec, Timeframe timeframe) {
        TradingSetup setup =
                new TradingSetup(
                        "trial",
                        "TEST",
                        List.of(timeframe),
                        List.of(),
                        List.of(spec),
                        TradingSetup.Status.ACTIVE);
        SymbolStrategies compiled =
                SymbolStrategies.of(
                        List.of(setup), Strategies.load(StrategyTrial.class.getClassLoader()));
        if (!compiled.failures().isEmpty()) {
            throw new IllegalArgumentException(compiled.failures().toString());
        }
        return compiled;
    }

    private StrategyRun newRun() {
        return new StrategyRun(strategies, indicators, options, shelf, this);
    }

    /** The next candle of its timeframe; a higher one before those that close with it. */
    public StrategyTrial candle(SeriesCandle candle) {
        double[] values = new double[indicators.width() + 3];
        batch.compute(indicators, indicatorStates[candle.timeframe], candle, values, 3);
        run.candle(candle, values, 3, 0, new Notes(candle));
        return this;
    }

    /** Ends the page: what follows knows the states and nothing else. */
    public StrategyTrial newPage() {
        for (double[][] states : List.of(strategyStates, indicatorStates)) {
            Arrays.setAll(states, i -> states[i].clone());
        }
        run = newRun();
        return this;
    }

    /** Another symbol in the same operator: it finds what this one has built. */
    StrategyTrial beside() {
        return new StrategyTrial(strategies, options, shelf);
    }

    /** Goes on with other strategies, and what has been said. */
    StrategyTrial become(SymbolStrategies others) {
        StrategyTrial next = new StrategyTrial(others, options);
        for (int i = 0; i < Timeframe.count(); i++) {
            next.strategyStates[i] = others.adopt(i, strategies.layout(i), strategyStates[i]);
            next.indicatorStates[i] =
                    next.indicators.adopt(indicators.layout(), indicatorStates[i]);
        }
        next.said.addAll(said);
        return next;
    }

    /** What has been said so far, in order. */
    public List<Said> said() {
        return said;
    }

    /** Which strategies threw, and what. */
    public List<String> failures() {
        return failures;
    }

    @Override
    public double[] strategies(int timeframe) {
        return strategyStates[timeframe];
    }

    @Override
    public double[] indicators(int timeframe) {
        return indicatorStates[timeframe];
    }

    private final class Notes implements StrategyRun.Sink {
        private final SeriesCandle candle;

        Notes(SeriesCandle candle) {
            this.candle = candle;
        }

        private String spec(int strategy) {
            return strategies.on(candle.timeframe).get(strategy).spec();
        }

        @Override
        public void event(
                int strategy, SignalType type, double confidence, Map<String, Double> values) {
            said.add(
                    new Said(
                            Timeframe.of(candle.timeframe),
                            candle.openTime,
                            spec(strategy),
                            type,
                            confidence,
                            values));
        }

        @Override
        public void failed(int strategy, Exception reason) {
            failures.add(spec(strategy) + ": " + reason.getMessage());
        }
    }
}
