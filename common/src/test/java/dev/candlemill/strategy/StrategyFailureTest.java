package dev.candlemill.strategy;

import static dev.candlemill.strategy.OwnStrategy.never;
import static dev.candlemill.strategy.OwnStrategy.strategy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.setup.TradingSetup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ta4j.core.rules.OverIndicatorRule;

/** What becomes of a strategy that breaks, and of those beside it. */
final class StrategyFailureTest {

    private static final StrategyOptions OPTIONS = new StrategyOptions(WarmUp.USABLE, 60_000);

    private static StrategyTrial trial(StrategyDefinition... definitions) {
        return new StrategyTrial(OwnStrategy.on(Timeframe.H1, definitions), OPTIONS);
    }

    private static StrategyTrial over(StrategyTrial trial, List<SeriesCandle> candles) {
        candles.forEach(trial::candle);
        return trial;
    }

    @Test
    void aStrategyThatThrowsIsNotAskedAgainAndTheOthersGoOn() {
        OwnStrategy broken =
                new OwnStrategy("broken")
                        .memorySize(1)
                        .rules(
                                series ->
                                        strategy(
                                                (index, none) -> {
                                                    series.remember(0, series.memory(0) + 1);
                                                    if (series.memory(0) == 3) {
                                                        throw new ArithmeticException("third");
                                                    }
                                                    return true;
                                                },
                                                never()));
        StrategyTrial trial = trial(broken, new OwnStrategy("sound"));
        for (SeriesCandle candle : Walk.random(Timeframe.H1, 6, 1)) {
            trial.candle(candle).newPage();
        }

        assertThat(trial.failures()).containsExactly("broken: third");
        assertThat(trial.said())
                .extracting(StrategyTrial.Said::spec)
                .containsExactly(
                        "broken", "sound", "broken", "sound", "sound", "sound", "sound", "sound");
    }

    @Test
    void aStrategyThatThrowsStopsItsSetupOnAllTimeframesAndNoOther() {
        Strategies known =
                Strategies.of(
                        List.of(
                                new OwnStrategy("before"),
                                new Fragile(),
                                new OwnStrategy("after")));
        TradingSetup breaking = setup("breaking", List.of("before", "fragile(2)", "after"));
        TradingSetup other = setup("other", List.of("after"));
        StrategyTrial trial =
                new StrategyTrial(SymbolStrategies.of(List.of(breaking, other), known), OPTIONS);
        trial.candle(Walk.candle(Timeframe.D1, 0, 10, 10));
        trial.candle(Walk.candle(Timeframe.H1, 24, 10, 10)).newPage();
        trial.candle(Walk.candle(Timeframe.H1, 25, 10, 10)).newPage();
        trial.candle(Walk.candle(Timeframe.H1, 26, 10, 10));
        trial.candle(Walk.candle(Timeframe.D1, 1, 10, 10));

        assertThat(trial.failures()).containsExactly("fragile(2): candle 2");
        assertThat(trial.said())
                .extracting(said -> said.timeframe().wire() + " " + said.spec())
                .containsExactly(
                        "1d before",
                        "1d fragile(2)",
                        "1d after",
                        "1d after",
                        "1h before",
                        "1h fragile(2)",
                        "1h after",
                        "1h after",
                        "1h before",
                        "1h after",
                        "1h after",
                        "1d after");
    }

    @Test
    void aStrategyThatCannotBeBuiltFailsToo() {
        OwnStrategy unbuilt =
                new OwnStrategy("unbuilt")
                        .rules(
                                series -> {
                                    throw new NoClassDefFoundError("org/example/Missing");
                                });
        StrategyTrial trial = over(trial(unbuilt), Walk.random(Timeframe.H1, 3, 1));

        assertThat(trial.failures())
                .containsExactly(
                        "unbuilt: unbuilt broke: java.lang.NoClassDefFoundError:"
                                + " org/example/Missing");
    }

    @Test
    void whatWasNotDeclaredIsNotThere() {
        StrategyTrial trial =
                trial(
                        new OwnStrategy("undeclared")
                                .rules(
                                        series ->
                                                strategy(
                                                        new OverIndicatorRule(
                                                                series.indicator("rsi(14)"), 50),
                                                        never())),
                        new OwnStrategy("value")
                                .reads("rsi(14)")
                                .rules(
                                        series ->
                                                strategy(
                                                        new OverIndicatorRule(
                                                                series.indicator("rsi(14)", 1), 50),
                                                        never())),
                        new OwnStrategy("memory")
                                .rules(
                                        series ->
                                                strategy(
                                                        (index, none) -> series.memory(0) == 0,
                                                        never())),
                        new OwnStrategy("back")
                                .reads("rsi(14)")
                                .barCount(2)
                                .rules(
                                        series ->
                                                strategy(
                                                        (index, none) ->
                                                                series.indicator("rsi(14)")
                                                                        .getValue(index - 1)
                                                                        .isNaN(),
                                                        never())));
        over(trial, Walk.random(Timeframe.H1, 1, 1));

        assertThat(trial.failures())
                .containsExactly(
                        "undeclared: undeclared reads rsi(14), and has declared only []",
                        "value: rsi(14) has 1 values, and none at 1",
                        "memory: memory uses memory 0: expected 0 to -1, for it declared memorySize"
                                + " 0",
                        "back: back looks at index -1: expected 0 to 0, for it declared barCount"
                                + " 2");
    }

    @Test
    void aConfidenceThatIsNoneFails() {
        StrategyTrial trial =
                trial(
                        new OwnStrategy("nan").confidence(Double.NaN),
                        new OwnStrategy("high").confidence(1.5));
        over(trial, Walk.random(Timeframe.H1, 2, 1));

        assertThat(trial.said()).isEmpty();
        assertThat(trial.failures())
                .containsExactly(
                        "nan: nan has the confidence NaN in BUY: expected 0 to 1",
                        "high: high has the confidence 1.5 in BUY: expected 0 to 1");
    }

    private static TradingSetup setup(String id, List<String> strategies) {
        return new TradingSetup(
                id,
                "TEST",
                List.of(Timeframe.H1, Timeframe.D1),
                List.of(),
                strategies,
                TradingSetup.Status.ACTIVE);
    }
}
