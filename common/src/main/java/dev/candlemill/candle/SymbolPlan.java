package dev.candlemill.candle;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.SymbolStrategies;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What is computed for one symbol beyond its candles. Holds nothing of the symbol itself. */
final class SymbolPlan {

    private final IndicatorSet indicators;
    private final SymbolStrategies strategies;
    private final ValueNames names;
    private final Layouts layouts;
    private final boolean hasStrategies;
    private final int wanted;

    private SymbolPlan(IndicatorSet indicators, SymbolStrategies strategies, int wanted) {
        this.indicators = indicators;
        this.strategies = strategies;
        this.wanted = wanted;
        this.names = ValueNames.of(indicators);
        this.layouts = Layouts.of(indicators, strategies);
        this.hasStrategies =
                IntStream.range(0, Timeframe.count()).anyMatch(t -> strategies.stateSize(t) > 0);
    }

    /** The catalogue, what the options add to it, and what the setups ask for. */
    static SymbolPlan of(FoldOptions options, List<TradingSetup> setups, Strategies known) {
        if (!options.series().indicators()) {
            return new SymbolPlan(IndicatorSet.NONE, SymbolStrategies.NONE, 0);
        }
        SymbolStrategies strategies =
                setups.isEmpty() ? SymbolStrategies.NONE : SymbolStrategies.of(setups, known);
        TreeSet<String> further = new TreeSet<>(options.series().further());
        further.addAll(strategies.indicators());
        return new SymbolPlan(IndicatorSet.catalogueAnd(further), strategies, 0);
    }

    /** The same; {@code timeframes}, as bits, leave the fold beside those of the options. */
    SymbolPlan wanting(int timeframes) {
        return timeframes == wanted ? this : new SymbolPlan(indicators, strategies, timeframes);
    }

    int wanted() {
        return wanted;
    }

    IndicatorSet indicators() {
        return indicators;
    }

    SymbolStrategies strategies() {
        return strategies;
    }

    ValueNames names() {
        return names;
    }

    Layouts layouts() {
        return layouts;
    }

    /** Setups, or strategies of them, that cannot run. */
    List<StoppedStrategy> failures(String symbol) {
        return strategies.failures().stream()
                .map(
                        failure ->
                                new StoppedStrategy(
                                        failure.setup(), symbol, failure.what(), failure.reason()))
                .toList();
    }

    boolean hasStrategies() {
        return hasStrategies;
    }

    /** Memory before the first candle. */
    SeriesState newSeries(int timeframe) {
        return new SeriesState(
                new double[indicators.stateSize()], new double[strategies.stateSize(timeframe)]);
    }

    /** Memory of this plan from one of another: what both remember is taken over. */
    SeriesState adopt(int timeframe, Layouts other, SeriesState state) {
        return new SeriesState(
                layouts.indicators().equals(other.indicators())
                        ? state.indicators
                        : indicators.adopt(other.indicators(), state.indicators),
                strategies.adopt(timeframe, other.strategies().get(timeframe), state.strategies));
    }
}
