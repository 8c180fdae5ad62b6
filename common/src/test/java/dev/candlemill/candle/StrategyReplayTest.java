package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import dev.candlemill.spec.SpecException;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.StrategyOptions;
import dev.candlemill.strategy.StrategyReplay;
import dev.candlemill.strategy.WarmUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A replay over final candles says what the fold said when it made them. */
final class StrategyReplayTest {

    private static final List<String> SPECS =
            List.of(
                    "sma_cross(2,5)",
                    "ema_cross(2,5)",
                    "rsi(3,40,60)",
                    "rsi(3,40,60,trigger=exit)",
                    "macd(3,6,2)",
                    "bollinger(5,1)",
                    "cci_pullback(5)");

    private static final List<Timeframe> TIMEFRAMES =
            List.of(Timeframe.M15, Timeframe.M45, Timeframe.H1, Timeframe.H4);

    private static final FoldOptions OPTIONS =
            new FoldOptions(
                    60_000,
                    false,
                    FoldOptions.DEFAULT.timeframeMask(),
                    new SeriesOptions(true, List.of(), WarmUp.DEFINED));

    private static final StrategyOptions REPLAY = new StrategyOptions(WarmUp.DEFINED, 60_000);

    private static final Strategies KNOWN =
            Strategies.load(StrategyReplayTest.class.getClassLoader());

    private record Said(
            String strategy,
            Timeframe timeframe,
            long openTime,
            String type,
            double confidence,
            Map<String, Double> values) {}

    @Test
    void saysWhatTheFoldSaid() {
        Property.holds(
                21_000,
                12,
                (market, random) -> {
                    if (market.isEmpty() || market.size() == BarSize.M1) {
                        return;
                    }
                    FoldRun run =
                            new FoldRun(market.calendar(), OPTIONS)
                                    .setups(setup())
                                    .pages(market.size(), 288, market.bars())
                                    .end(Market.END);
                    List<Said> expected = new ArrayList<>();
                    for (Signal signal : run.standingSignals().values()) {
                        expected.add(
                                new Said(
                                        signal.strategy(),
                                        signal.timeframe(),
                                        signal.openTime(),
                                        signal.type().name(),
                                        signal.confidence(),
                                        signal.values()));
                    }

                    assertThat(replayed(run)).containsExactlyInAnyOrderElementsOf(expected);
                });
    }

    private static TradingSetup setup() {
        return new TradingSetup(
                "all", FoldRun.SYMBOL, TIMEFRAMES, List.of(), SPECS, TradingSetup.Status.ACTIVE);
    }

    private static List<Said> replayed(FoldRun run) {
        List<Said> said = new ArrayList<>();
        for (Timeframe timeframe : TIMEFRAMES) {
            StrategyReplay replay = new StrategyReplay(SPECS, timeframe, KNOWN, REPLAY);
            assertThat(replay.higher()).containsExactly(Timeframe.D1);
            Map<Timeframe, CandleSeries> higher = new HashMap<>();
            replay.higher().forEach(above -> higher.put(above, series(run, above)));
            StrategyReplay.Result result = replay.over(series(run, timeframe), higher);
            assertThat(result.failures()).isEmpty();
            result.events()
                    .forEach(
                            (spec, events) ->
                                    events.forEach(
                                            event ->
                                                    said.add(
                                                            new Said(
                                                                    spec,
                                                                    timeframe,
                                                                    event.openTime(),
                                                                    event.type().name(),
                                                                    event.confidence(),
                                                                    event.values()))));
        }
        return said;
    }

    private static CandleSeries series(FoldRun run, Timeframe timeframe) {
        CandleSeries series = new CandleSeries(timeframe);
        SeriesCandle next = new SeriesCandle();
        for (Candle candle : run.stored(timeframe)) {
            next.timeframe = timeframe.ordinal();
            next.openTime = candle.openTime();
            next.closeTime = candle.closeTime();
            next.sessionDate = candle.sessionDate();
            next.open = candle.open();
            next.high = candle.high();
            next.low = candle.low();
            next.close = candle.close();
            next.volume = candle.volume();
            next.complete = candle.isComplete();
            series.add(next);
        }
        return series;
    }

    @Test
    void namesStrategiesThatCannotRun() {
        assertThatThrownBy(
                        () ->
                                new StrategyReplay(
                                        List.of("sma_cross(20,5)", "cci_pullback(5)"),
                                        Timeframe.W1,
                                        KNOWN,
                                        REPLAY))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("fast")
                .hasMessageContaining("expected one above 1w");
    }
}
