package dev.candlemill.strategy;

import static dev.candlemill.strategy.OwnStrategy.always;
import static dev.candlemill.strategy.OwnStrategy.never;
import static dev.candlemill.strategy.OwnStrategy.strategy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.SignalType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ta4j.core.Bar;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.rules.CrossedUpIndicatorRule;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.UnderIndicatorRule;

final class StrategyRunTest {

    private static final StrategyOptions OPTIONS = new StrategyOptions(WarmUp.USABLE, 60_000);

    private static StrategyTrial trial(StrategyDefinition... definitions) {
        return new StrategyTrial(OwnStrategy.on(Timeframe.H1, definitions), OPTIONS);
    }

    private static StrategyTrial over(StrategyTrial trial, List<SeriesCandle> candles) {
        candles.forEach(trial::candle);
        return trial;
    }

    /** Ours, one that reads bars, one that reads ta4j's recursive EMA, one with its own memory. */
    private static SymbolStrategies all() {
        OwnStrategy ema =
                new OwnStrategy("ta4j_ema")
                        .barCount(30)
                        .rules(
                                series -> {
                                    ClosePriceIndicator close =
                                            new ClosePriceIndicator(series.bars());
                                    EMAIndicator average = new EMAIndicator(close, 10);
                                    return strategy(
                                            new CrossedUpIndicatorRule(close, average),
                                            new CrossedUpIndicatorRule(average, close));
                                });
        OwnStrategy back =
                new OwnStrategy("rsi_against_itself")
                        .reads("rsi(14)")
                        .barCount(5)
                        .rules(
                                series ->
                                        strategy(
                                                (index, none) ->
                                                        index == 4
                                                                && series.indicator("rsi(14)")
                                                                        .getValue(0)
                                                                        .isGreaterThan(
                                                                                series.indicator(
                                                                                                "rsi(14)")
                                                                                        .getValue(
                                                                                                4)),
                                                never()));
        List<StrategyDefinition> definitions =
                new ArrayList<>(Strategies.load(StrategyRunTest.class.getClassLoader()).all());
        definitions.add(ema);
        definitions.add(back);
        definitions.add(last());
        TradingSetup setup =
                new TradingSetup(
                        "all",
                        "TEST",
                        List.of(Timeframe.H1),
                        List.of(),
                        definitions.stream().map(StrategyDefinition::name).toList(),
                        TradingSetup.Status.ACTIVE);
        return SymbolStrategies.of(List.of(setup), Strategies.of(definitions));
    }

    /** Of the current candle only, through an indicator of ta4j's that caches by index. */
    private static OwnStrategy last() {
        return new OwnStrategy("ta4j_last")
                .rules(
                        series -> {
                            SMAIndicator close =
                                    new SMAIndicator(new ClosePriceIndicator(series.bars()), 1);
                            return strategy(
                                    new OverIndicatorRule(close, 100),
                                    new UnderIndicatorRule(close, 100));
                        });
    }

    /** Hours, and the days that close with them first. */
    private static List<SeriesCandle> market(int hours, long seed) {
        List<SeriesCandle> candles = new ArrayList<>();
        for (SeriesCandle hour : Walk.random(Timeframe.H1, hours, seed)) {
            if (hour.closeTime % 86_400_000L == 0) {
                int day = (int) ((hour.openTime - Walk.START) / 86_400_000L);
                candles.add(Walk.candle(Timeframe.D1, day, hour.open, hour.close));
            }
            candles.add(hour);
        }
        return candles;
    }

    @Test
    void saysOneThingPerEventInOrder() {
        StrategyTrial trial =
                over(
                        StrategyTrial.of("every_candle", Timeframe.H1),
                        Walk.random(Timeframe.H1, 4, 1));

        assertThat(trial.said())
                .extracting(StrategyTrial.Said::type)
                .containsExactly(SignalType.BUY, SignalType.SELL, SignalType.BUY, SignalType.SELL);
        assertThat(trial.said())
                .extracting(StrategyTrial.Said::openTime)
                .containsExactly(
                        Walk.START,
                        Walk.START + 3_600_000,
                        Walk.START + 7_200_000,
                        Walk.START + 10_800_000);
    }

    @Test
    void symbolsThatShareBuiltStrategiesHearNothingOfEachOther() {
        SymbolStrategies strategies = all();
        List<SeriesCandle> candles = market(600, 7);
        List<SeriesCandle> others = market(600, 8);
        StrategyTrial one = new StrategyTrial(strategies, OPTIONS);
        StrategyTrial other = one.beside();

        for (int i = 0; i < Math.min(candles.size(), others.size()); i++) {
            one.candle(candles.get(i));
            other.candle(others.get(i));
            if (i % 7 == 0) {
                other.newPage();
            }
        }

        assertThat(one.said())
                .extracting(StrategyTrial.Said::spec)
                .contains("ta4j_last", "every_candle", "rsi(14,30,70)", "macd(12,26,9)");
        assertThat(one.said())
                .isEqualTo(over(new StrategyTrial(strategies, OPTIONS), candles).said());
        assertThat(other.said())
                .isEqualTo(over(new StrategyTrial(strategies, OPTIONS), others).said());
        Map<Long, Double> closes =
                others.stream()
                        .filter(candle -> candle.timeframe == Timeframe.H1.ordinal())
                        .collect(Collectors.toMap(c -> c.openTime, c -> c.close));
        assertThat(other.said())
                .filteredOn(said -> said.spec().equals("ta4j_last"))
                .hasSizeGreaterThan(500)
                .allMatch(
                        said ->
                                (said.type() == SignalType.BUY)
                                        == (closes.get(said.openTime()) > 100));
    }

    @Test
    void pagesOfAnySizeSayTheSame() {
        SymbolStrategies strategies = all();
        List<SeriesCandle> candles = market(2_000, 7);
        List<StrategyTrial.Said> whole =
                over(new StrategyTrial(strategies, OPTIONS), candles).said();
        assertThat(whole)
                .extracting(StrategyTrial.Said::spec)
                .contains(
                        "bollinger(20,2)",
                        "cci_pullback(20)",
                        "ema_cross(12,26)",
                        "macd(12,26,9)",
                        "rsi(14,30,70)",
                        "rsi_against_itself",
                        "sma_cross(20,50)",
                        "ta4j_ema");
        for (int longest : new int[] {1, 3, 50, 700}) {
            SplittableRandom random = new SplittableRandom(longest);
            StrategyTrial paged = new StrategyTrial(strategies, OPTIONS);
            int left = 0;
            for (SeriesCandle candle : candles) {
                if (left-- == 0) {
                    paged.newPage();
                    left = random.nextInt(longest);
                }
                paged.candle(candle);
            }

            assertThat(paged.said()).as("pages up to %s", longest).isEqualTo(whole);
        }
    }

    @Test
    void oneSymbolNeverLeaksIntoAnother() {
        SymbolStrategies strategies = all();
        List<SeriesCandle> a = market(500, 1);
        List<SeriesCandle> b = market(500, 2);
        List<StrategyTrial.Said> alone = over(new StrategyTrial(strategies, OPTIONS), b).said();

        StrategyTrial first = new StrategyTrial(strategies, OPTIONS);
        StrategyTrial second = new StrategyTrial(strategies, OPTIONS);
        for (int i = 0; i < a.size(); i++) {
            first.newPage().candle(a.get(i));
            second.newPage().candle(b.get(i));
        }

        assertThat(second.said()).isEqualTo(alone);
        assertThat(first.said()).isNotEqualTo(alone);
    }

    @Test
    void buyAndSellAtOnceIsNothing() {
        StrategyTrial trial =
                trial(new OwnStrategy("both").rules(s -> strategy(always(), always())));

        assertThat(over(trial, Walk.random(Timeframe.H1, 3, 1)).said()).isEmpty();
    }

    @Test
    void ta4jsUnstableBarsAreHonoured() {
        StrategyTrial trial =
                trial(
                        new OwnStrategy("unstable")
                                .barCount(3)
                                .rules(s -> new BaseStrategy(always(), never(), 3)),
                        new OwnStrategy("stable")
                                .barCount(3)
                                .rules(s -> new BaseStrategy(always(), never(), 2)));

        assertThat(over(trial, Walk.random(Timeframe.H1, 5, 1)).said())
                .extracting(StrategyTrial.Said::spec)
                .containsExactly("stable", "stable", "stable");
    }

    @Test
    void barsAreTheLastCandles() {
        List<String> seen = new ArrayList<>();
        OwnStrategy bars =
                new OwnStrategy("bars")
                        .barCount(3)
                        .rules(
                                series -> {
                                    Bar last = series.bars().getLastBar();
                                    seen.add(
                                            series.bars().getBarCount()
                                                    + " "
                                                    + series.bars().getFirstBar().getClosePrice()
                                                    + " "
                                                    + last.getClosePrice());
                                    assertThat(last.getTimePeriod()).isEqualTo(Duration.ofHours(1));
                                    assertThat(last.getEndTime().toInstant())
                                            .isAfterOrEqualTo(
                                                    Instant.ofEpochMilli(Walk.START + 3_600_000));
                                    return strategy(always(), never());
                                });
        StrategyTrial trial = trial(bars);
        over(trial, Walk.closes(Timeframe.H1, 1, 2, 3, 4));

        assertThat(seen).containsExactly("1 1.0 1.0", "2 1.0 2.0", "3 1.0 3.0", "3 2.0 4.0");
        assertThat(trial.failures()).isEmpty();
        assertThat(trial.said()).as("silent until it has three").hasSize(2);
    }
}
