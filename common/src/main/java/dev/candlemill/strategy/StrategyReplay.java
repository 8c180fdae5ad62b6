package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.CandleBatch;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.SignalType;
import dev.candlemill.spec.SpecException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Strategies over candles that are there already: the same events as the job sends on the same
 * candles, from the first one on. Several strategies share one pass and its indicators. Holds
 * nothing of any series, so that one replay serves many symbols.
 */
public final class StrategyReplay {

    private final Timeframe timeframe;
    private final SymbolStrategies strategies;
    private final IndicatorSet indicators;
    private final StrategyOptions options;

    /**
     * What a strategy said on a candle.
     *
     * @param candle its number in the series
     * @param values of the strategy's indicators by name, finite
     */
    public record Event(
            int candle,
            long openTime,
            SignalType type,
            double confidence,
            Map<String, Double> values) {}

    /**
     * @param events by canonical strategy, in the order of the candles; every strategy is there
     * @param failures strategies that threw, and why; their events end before
     */
    public record Result(Map<String, List<Event>> events, Map<String, String> failures) {}

    /**
     * @param specs strategies with their parameters
     * @throws SpecException naming every one that cannot run on this timeframe
     */
    public StrategyReplay(
            List<String> specs, Timeframe timeframe, Strategies known, StrategyOptions options) {
        this.timeframe = timeframe;
        this.options = options;
        strategies =
                SymbolStrategies.of(
                        specs.stream()
                                .map(spec -> canonical(spec, known))
                                .distinct()
                                .map(spec -> setup(spec, timeframe))
                                .toList(),
                        known);
        if (!strategies.failures().isEmpty()) {
            throw new SpecException(
                    String.join(
                            "; ",
                            strategies.failures().stream().map(StrategyFailure::reason).toList()));
        }
        indicators = IndicatorSet.only(strategies.indicators());
    }

    /** The same strategy written in two ways is one; what cannot be read is refused later. */
    private static String canonical(String spec, Strategies known) {
        try {
            return known.of(spec).spec().toString();
        } catch (RuntimeException | LinkageError refused) {
            return spec;
        }
    }

    /** Each has its own setup, so that one that throws does not stop the others. */
    private static TradingSetup setup(String spec, Timeframe timeframe) {
        return new TradingSetup(
                "replay of " + spec,
                "replay",
                List.of(timeframe),
                List.of(),
                List.of(spec),
                TradingSetup.Status.ACTIVE);
    }

    /** Timeframes whose candles are read, too; all above the replayed one. */
    public List<Timeframe> higher() {
        return IntStream.range(0, Timeframe.count())
                .filter(t -> t != timeframe.ordinal() && strategies.stateSize(t) > 0)
                .mapToObj(Timeframe::of)
                .toList();
    }

    /**
     * Runs all candles.
     *
     * @param higher a series for each of {@link #higher()}; one that is not there is empty
     */
    public Result over(CandleSeries candles, Map<Timeframe, CandleSeries> higher) {
        if (candles.timeframe() != timeframe) {
            throw new IllegalArgumentException(
                    "candles of " + candles.timeframe().wire() + ": expected " + timeframe.wire());
        }
        List<CandleSeries> all = new ArrayList<>();
        for (Timeframe above : higher()) {
            all.add(higher.getOrDefault(above, new CandleSeries(above)));
        }
        Collections.reverse(all);
        all.add(candles);
        Pass pass = new Pass();
        pass.run(all);
        return new Result(pass.events, pass.failures);
    }

    /** One pass over one symbol's candles. */
    private final class Pass implements StrategyRun.States, StrategyRun.Sink {

        private final double[][] strategyStates = new double[Timeframe.count()][];
        private final double[][] indicatorStates = new double[Timeframe.count()][];
        private final double[] values = new double[indicators.width()];
        private final SeriesCandle candle = new SeriesCandle();
        private final CandleBatch batch = new CandleBatch();
        private final StrategyRun run =
                new StrategyRun(strategies, indicators, options, new StrategyShelf(), this);
        private final Map<String, List<Event>> events = new LinkedHashMap<>();
        private final Map<String, String> failures = new LinkedHashMap<>();
        private int number;

        Pass() {
            for (int t = 0; t < Timeframe.count(); t++) {
                strategyStates[t] = new double[strategies.stateSize(t)];
                indicatorStates[t] = new double[indicators.stateSize()];
            }
            for (SetupStrategy strategy : strategies.on(timeframe.ordinal())) {
                events.put(strategy.spec(), new ArrayList<>());
            }
        }

        /** In the order of closing; of those that close together the higher timeframe first. */
        void run(List<CandleSeries> highestFirst) {
            int[] next = new int[highestFirst.size()];
            while (true) {
                int chosen = -1;
                for (int s = 0; s < next.length; s++) {
                    if (next[s] < highestFirst.get(s).size()
                            && (chosen < 0
                                    || closeTime(highestFirst, next, s)
                                            < closeTime(highestFirst, next, chosen))) {
                        chosen = s;
                    }
                }
                if (chosen < 0) {
                    return;
                }
                number = next[chosen]++;
                highestFirst.get(chosen).get(number, candle);
                batch.compute(indicators, indicatorStates[candle.timeframe], candle, values, 0);
                run.candle(candle, values, 0, 0, this);
            }
        }

        private long closeTime(List<CandleSeries> series, int[] next, int s) {
            return series.get(s).closeTime(next[s]);
        }

        private String spec(int strategy) {
            return strategies.on(timeframe.ordinal()).get(strategy).spec();
        }

        @Override
        public double[] strategies(int ordinal) {
            return strategyStates[ordinal];
        }

        @Override
        public double[] indicators(int ordinal) {
            return indicatorStates[ordinal];
        }

        @Override
        public void event(
                int strategy, SignalType type, double confidence, Map<String, Double> decidedOn) {
            events.computeIfAbsent(spec(strategy), unheard -> new ArrayList<>())
                    .add(new Event(number, candle.openTime, type, confidence, decidedOn));
        }

        @Override
        public void failed(int strategy, Exception reason) {
            failures.put(spec(strategy), String.valueOf(reason.getMessage()));
        }
    }
}
