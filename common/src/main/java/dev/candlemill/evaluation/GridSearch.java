package dev.candlemill.evaluation;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.StrategyOptions;
import dev.candlemill.strategy.StrategyReplay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates many strategies on one symbol's candles: on the first part of a range, by which they
 * are sorted, and on the rest, which shows what that choice was worth. The parts are evaluated on
 * their own: what is open where they meet is marked to that close, and not carried over.
 */
public final class GridSearch {

    /** Strategies of one pass share its indicators. */
    private static final int BATCH = 64;

    private final Data data;
    private final Strategies known;
    private final StrategyOptions options;
    private final TradingRules rules;

    /**
     * What is evaluated on.
     *
     * @param higher candles of the timeframes that strategies read, too
     * @param inSample the first part of the range
     * @param outOfSample the rest of it
     */
    public record Data(
            CandleSeries candles,
            Map<Timeframe, CandleSeries> higher,
            PriceSeries inSample,
            PriceSeries outOfSample) {}

    /** One strategy on both parts. */
    public record Row(String strategy, Performance inSample, Performance outOfSample) {}

    /**
     * @param failures strategies that threw, and why; they have no row
     */
    public record Result(List<Row> rows, Map<String, String> failures) {}

    /** Told after every batch. */
    @FunctionalInterface
    public interface Progress {
        void evaluated(int done, int of);
    }

    public GridSearch(Data data, Strategies known, StrategyOptions options, TradingRules rules) {
        this.data = data;
        this.known = known;
        this.options = options;
        this.rules = rules;
    }

    /**
     * Timeframes whose candles these strategies read, too.
     *
     * @throws dev.candlemill.spec.SpecException when one cannot run on this timeframe
     */
    public static Set<Timeframe> higher(
            List<String> strategies,
            Timeframe timeframe,
            Strategies known,
            StrategyOptions options) {
        Set<Timeframe> higher = EnumSet.noneOf(Timeframe.class);
        for (int from = 0; from < strategies.size(); from += BATCH) {
            List<String> batch =
                    strategies.subList(from, Math.min(strategies.size(), from + BATCH));
            higher.addAll(new StrategyReplay(batch, timeframe, known, options).higher());
        }
        return higher;
    }

    /** The best of the first part come first; equals in the order of the grid. */
    public Result run(List<String> strategies, Progress progress) {
        List<Row> rows = new ArrayList<>();
        Map<String, String> failures = new LinkedHashMap<>();
        for (int from = 0; from < strategies.size(); from += BATCH) {
            int to = Math.min(strategies.size(), from + BATCH);
            StrategyReplay replay =
                    new StrategyReplay(
                            strategies.subList(from, to), data.candles.timeframe(), known, options);
            StrategyReplay.Result result = replay.over(data.candles, data.higher);
            failures.putAll(result.failures());
            result.events()
                    .forEach(
                            (strategy, events) -> {
                                if (!result.failures().containsKey(strategy)) {
                                    rows.add(row(strategy, events));
                                }
                            });
            progress.evaluated(to, strategies.size());
        }
        rows.sort(Comparator.comparingDouble((Row row) -> -row.inSample.totalReturn()));
        return new Result(List.copyOf(rows), failures);
    }

    private Row row(String strategy, List<StrategyReplay.Event> events) {
        return new Row(
                strategy,
                Evaluation.of(data.inSample, events, rules).performance(),
                Evaluation.of(data.outOfSample, events, rules).performance());
    }
}
