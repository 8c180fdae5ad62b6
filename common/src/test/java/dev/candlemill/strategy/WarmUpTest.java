package dev.candlemill.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.Indicators;
import dev.candlemill.indicator.SeriesCandle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WarmUpTest {

    private static List<StrategyTrial.Said> said(
            String spec, WarmUp warmUp, List<SeriesCandle> candles) {
        StrategyTrial trial =
                new StrategyTrial(
                        StrategyTrial.compiled(spec, Timeframe.H1), new StrategyOptions(warmUp, 0));
        candles.forEach(trial::candle);
        return trial.said();
    }

    private static long candlesUntil(String spec, WarmUp warmUp) {
        return StrategyTrial.compiled(spec, Timeframe.H1).indicators().stream()
                .mapToInt(indicator -> warmUp.after(Indicators.of(indicator)))
                .max()
                .orElse(0);
    }

    @Test
    void eventsBeforeTheWarmUpAreNotSentAndChangeNoLaterOne() {
        for (String spec :
                new String[] {"sma_cross(3,8)", "ema_cross", "rsi(7,40,60)", "macd", "bollinger"}) {
            int sent = 0;
            for (int seed = 0; seed < 20; seed++) {
                List<SeriesCandle> candles = Walk.random(Timeframe.H1, 700, seed);
                List<StrategyTrial.Said> all = said(spec, WarmUp.DEFINED, candles);
                sent += all.size();
                for (WarmUp warmUp : WarmUp.values()) {
                    long first = Walk.START + (candlesUntil(spec, warmUp) - 1) * 3_600_000L;

                    assertThat(said(spec, warmUp, candles))
                            .as("%s %s, seed %s", spec, warmUp, seed)
                            .isEqualTo(all.stream().filter(s -> s.openTime() >= first).toList());
                }
            }
            assertThat(sent).as(spec).isGreaterThan(100);
        }
    }

    @Test
    void fewerCandlesThanAnyWarmUpSayNothing() {
        List<SeriesCandle> few = Walk.random(Timeframe.H1, 13, 3);

        for (String spec :
                new String[] {"sma_cross", "ema_cross(12,26)", "rsi", "macd", "bollinger"}) {
            assertThat(said(spec, WarmUp.DEFINED, few)).as(spec).isEmpty();
        }
    }

    @Test
    void constantPricesWithoutVolumeSayNothing() {
        List<SeriesCandle> flat = Walk.closes(Timeframe.H1, new double[400]);
        flat.forEach(
                candle -> {
                    candle.open = candle.high = candle.low = candle.close = 0.1;
                    candle.volume = 0;
                });

        for (String spec :
                new String[] {"sma_cross(3,7)", "ema_cross", "rsi", "macd", "bollinger"}) {
            assertThat(said(spec, WarmUp.DEFINED, flat)).as(spec).isEmpty();
        }
    }

    @Test
    void aFirstCrossIsSeenOnTheFirstUsableCandle() {
        double[] closes = new double[12];
        for (int i = 0; i < closes.length; i++) {
            closes[i] = i < 7 ? 100 - i : 110;
        }
        List<SeriesCandle> candles = Walk.closes(Timeframe.H1, closes);

        List<StrategyTrial.Said> said = said("sma_cross(2,5)", WarmUp.USABLE, candles);

        assertThat(said).hasSize(1);
        assertThat(said.get(0).openTime()).isEqualTo(Walk.START + 7 * 3_600_000L);
        assertThat(said.get(0).values())
                .containsExactly(Map.entry("sma_2", 102.0), Map.entry("sma_5", 98.4));
        assertThat(said.get(0).confidence()).isEqualTo(3.6 / (3.6 + 0.11), within(1e-12));
    }
}
