package dev.candlemill.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.setup.TradingSetup.Status;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SymbolStrategiesTest {

    private static final Strategies STRATEGIES =
            Strategies.load(SymbolStrategiesTest.class.getClassLoader());
    private static final int H1 = Timeframe.H1.ordinal();
    private static final int D1 = Timeframe.D1.ordinal();

    static TradingSetup setup(String id, Timeframe timeframe, String... strategies) {
        return new TradingSetup(
                id, "TEST", List.of(timeframe), List.of(), List.of(strategies), Status.ACTIVE);
    }

    private static SymbolStrategies compile(TradingSetup... setups) {
        return SymbolStrategies.of(List.of(setups), STRATEGIES);
    }

    @Test
    void strategiesStandOnTheirSetupsTimeframes() {
        SymbolStrategies compiled =
                compile(
                        setup("a", Timeframe.H1, "sma_cross", "rsi(14,30,70,trigger=exit)"),
                        setup("b", Timeframe.D1, "SMA_cross(20, 50)"));

        assertThat(compiled.on(H1))
                .extracting(SetupStrategy::setup, SetupStrategy::spec)
                .containsExactly(
                        tuple("a", "sma_cross(20,50)"), tuple("a", "rsi(14,30,70,trigger=exit)"));
        assertThat(compiled.on(D1)).extracting(SetupStrategy::setup).containsExactly("b");
        assertThat(compiled.on(0)).isEmpty();
        assertThat(compiled.failures()).isEmpty();
    }

    @Test
    void indicatorsAreTheUnionOfAllInputs() {
        TradingSetup own =
                new TradingSetup(
                        "own",
                        "TEST",
                        List.of(Timeframe.H1),
                        List.of("SMA( 7 )"),
                        List.of("sma_cross(7,9)", "bollinger(20,2.50)"),
                        Status.ACTIVE);

        assertThat(compile(own).indicators())
                .containsExactly("bollinger(20,2.5)", "sma(7)", "sma(9)");
    }

    @Test
    void onlyActiveSetupsAreComputed() {
        TradingSetup paused =
                new TradingSetup(
                        "p",
                        "TEST",
                        List.of(Timeframe.H1),
                        List.of("sma(7)"),
                        List.of("rsi"),
                        Status.PAUSED);

        assertThat(compile(paused).on(H1)).isEmpty();
        assertThat(compile(paused).indicators()).isEmpty();
    }

    @Test
    void aSetupOfWhichSomethingCannotBeComputedIsLeftOutWholeAndOthersGoOn() {
        TradingSetup setup =
                new TradingSetup(
                        "a",
                        "TEST",
                        List.of(Timeframe.H1),
                        List.of("smaa(20)", "sma(10)"),
                        List.of("sma_cros(20,50)", "sma_cross(50,20)", "macd", "rsi(0,30,70)"),
                        Status.ACTIVE);
        SymbolStrategies compiled = compile(setup, setup("b", Timeframe.H1, "rsi"));

        assertThat(compiled.on(H1))
                .extracting(SetupStrategy::setup, SetupStrategy::spec)
                .containsExactly(tuple("b", "rsi(14,30,70)"));
        assertThat(compiled.indicators()).containsExactly("rsi(14)");
        assertThat(compiled.failures())
                .extracting(StrategyFailure::what)
                .containsExactly("smaa(20)", "sma_cros(20,50)", "sma_cross(50,20)", "rsi(0,30,70)");
        assertThat(compiled.failures().get(1).reason())
                .isEqualTo(
                        "no strategy 'sma_cros': expected one of [bollinger, cci_pullback,"
                                + " ema_cross, every_candle, fragile, macd, rsi, sma_cross]; did you mean"
                                + " sma_cross?");
        assertThat(compiled.failures().get(2).reason())
                .isEqualTo("sma_cross(50,20): expected fast below slow, found 50 and 20");
    }

    @Test
    void aStrategyThatThrowsWhenItIsMadeFailsAlone() {
        StrategyDefinition broken = new OwnStrategy("broken").failing("nothing to divide by");
        SymbolStrategies compiled = OwnStrategy.on(Timeframe.H1, broken, new OwnStrategy("sound"));

        assertThat(compiled.on(H1)).extracting(SetupStrategy::spec).containsExactly("sound");
        assertThat(compiled.failures())
                .containsExactly(
                        new StrategyFailure(
                                "broken",
                                "broken",
                                "java.lang.IllegalStateException: nothing to divide by"));
    }

    @Test
    void aHigherTimeframeMustBeHigher() {
        OwnStrategy daily = new OwnStrategy("daily").readsHigher(Timeframe.D1, "sma(3)");

        assertThat(OwnStrategy.on(Timeframe.H1, daily).failures()).isEmpty();
        assertThat(OwnStrategy.on(Timeframe.H1, daily).indicators()).containsExactly("sma(3)");
        assertThat(OwnStrategy.on(Timeframe.D1, daily).failures())
                .containsExactly(
                        new StrategyFailure(
                                "daily",
                                "daily",
                                "reads 1d as a higher timeframe: expected one above 1d"));
    }

    @Test
    void theSameStrategyTwiceInASetupIsOne() {
        assertThat(compile(setup("a", Timeframe.H1, "macd", "macd(12,26,9)")).on(H1)).hasSize(1);
        assertThat(
                        compile(setup("a", Timeframe.H1, "macd"), setup("b", Timeframe.H1, "macd"))
                                .on(H1))
                .extracting(SetupStrategy::key)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void keysNeverChange() {
        assertThat(SetupStrategy.of("a", "macd(12,26,9)").key()).isEqualTo(3100553714086387910L);
    }

    /** Layouts are stored with states: a change here makes every strategy begin anew. */
    @Test
    void layoutsNeverChange() {
        SymbolStrategies compiled = compile(setup("a", Timeframe.H1, "macd", "cci_pullback"));

        assertThat(compiled.layout(H1))
                .isEqualTo(
                        "s2b07612cef2320c6.9e43f74c1c1cbf4a*4;"
                                + "s6de04517cede24c7.6a473a061b1de17d*184");
        assertThat(compiled.layout(D1)).isEqualTo("candles*13;sma(10)*8");
    }

    @Test
    void stateIsTakenOverByName() {
        SymbolStrategies before = compile(setup("a", Timeframe.H1, "macd", "rsi"));
        SymbolStrategies after =
                compile(
                        setup("b", Timeframe.H1, "sma_cross"),
                        setup("a", Timeframe.H1, "every_candle", "rsi"));
        double[] old = new double[before.stateSize(H1)];
        Arrays.setAll(old, i -> i + 1);
        double[] adopted = after.adopt(H1, before.layout(H1), old);

        assertThat(before.stateSize(H1)).as("failed, count and two memories, twice").isEqualTo(8);
        assertThat(adopted).containsExactly(0, 0, 0, 0, 0, 0, 0, 5, 6, 7, 8);
        assertThat(before.adopt(H1, before.layout(H1), old)).isEqualTo(old).isNotSameAs(old);
        assertThat(after.adopt(H1, SymbolStrategies.NONE.layout(H1), new double[0]))
                .isEqualTo(new double[11]);
        assertThatThrownBy(() -> after.adopt(H1, before.layout(H1), new double[3]))
                .hasMessageContaining("a state of 3 doubles does not have the layout");
    }

    @Test
    void anotherSetupChangesNothingForThoseThatRun() {
        OwnStrategy first = new OwnStrategy("first").readsHigher(Timeframe.H2, "sma(2)");
        OwnStrategy second = new OwnStrategy("second").readsHigher(Timeframe.H2, "ema(3)");
        StrategyOptions options = new StrategyOptions(WarmUp.DEFINED, 0);
        StrategyTrial alone = new StrategyTrial(OwnStrategy.on(Timeframe.H1, first), options);
        StrategyTrial joined = new StrategyTrial(OwnStrategy.on(Timeframe.H1, first), options);
        for (int i = 0; i < 40; i++) {
            if (i == 20) {
                joined = joined.become(OwnStrategy.on(Timeframe.H1, second, first));
            }
            if (i % 2 == 1) {
                SeriesCandle higher = Walk.candle(Timeframe.H2, i / 2, 100, 100 + i);
                alone.candle(higher);
                joined.candle(higher);
            }
            SeriesCandle candle = Walk.candle(Timeframe.H1, i, 100, 100 + i);
            alone.candle(candle);
            joined.candle(candle);
        }

        assertThat(joined.said())
                .filteredOn(said -> said.spec().equals("first"))
                .isEqualTo(alone.said());
        assertThat(joined.said())
                .filteredOn(said -> said.spec().equals("second"))
                .as("its first higher candle is the one after it joined")
                .hasSize(15);
    }

    @Test
    void nothingNeedsNothing() {
        assertThat(SymbolStrategies.NONE.on(H1)).isEmpty();
        assertThat(SymbolStrategies.NONE.stateSize(H1)).isZero();
        assertThat(SymbolStrategies.NONE.layout(H1)).isEmpty();
        assertThat(SymbolStrategies.NONE.indicators()).isEmpty();
    }
}
