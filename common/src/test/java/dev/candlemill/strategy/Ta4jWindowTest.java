package dev.candlemill.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.SeriesCandle;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** ta4j's indicators over a strategy's bounded bars, against ta4j over the whole series. */
final class Ta4jWindowTest {

    private static final int BAR_COUNT = 50;
    private static final List<SeriesCandle> CANDLES = Walk.random(Timeframe.H1, 400, 5);

    private static BarSeries whole(List<SeriesCandle> candles) {
        List<Bar> bars = new ArrayList<>();
        for (SeriesCandle c : candles) {
            bars.add(
                    new BaseBar(
                            Duration.ofMillis(c.closeTime - c.openTime),
                            Instant.ofEpochMilli(c.closeTime).atZone(ZoneOffset.UTC),
                            DoubleNum.valueOf(c.open),
                            DoubleNum.valueOf(c.high),
                            DoubleNum.valueOf(c.low),
                            DoubleNum.valueOf(c.close),
                            DoubleNum.valueOf(c.volume),
                            DoubleNum.valueOf(0)));
        }
        return new BaseBarSeries("whole", bars);
    }

    /** Its value on every candle, seen by a strategy whose pages end every seventh candle. */
    private static double[] bounded(Function<BarSeries, Indicator<Num>> indicator) {
        List<Double> values = new ArrayList<>();
        OwnStrategy reader =
                new OwnStrategy("reader")
                        .barCount(BAR_COUNT)
                        .rules(
                                series -> {
                                    Indicator<Num> made = indicator.apply(series.bars());
                                    return OwnStrategy.strategy(
                                            (index, none) ->
                                                    values.add(made.getValue(index).doubleValue()),
                                            OwnStrategy.never());
                                });
        StrategyTrial trial =
                new StrategyTrial(
                        OwnStrategy.on(Timeframe.H1, reader),
                        new StrategyOptions(WarmUp.USABLE, 0));
        for (int i = 0; i < CANDLES.size(); i++) {
            if (i % 7 == 0) {
                trial.newPage();
            }
            trial.candle(CANDLES.get(i));
        }
        assertThat(trial.failures()).isEmpty();
        return values.stream().mapToDouble(value -> value).toArray();
    }

    @Test
    void aWindowThatFitsGivesTheSameValues() {
        Indicator<Num> cci = new CCIIndicator(whole(CANDLES), 20);
        double[] seen = bounded(bars -> new CCIIndicator(bars, 20));

        assertThat(seen).hasSize(400);
        for (int i = 0; i < seen.length; i++) {
            assertThat(seen[i])
                    .as("candle %s", i)
                    .isCloseTo(cci.getValue(i).doubleValue(), within(1e-6));
        }
    }

    @Test
    void whatIsRecursiveStartsAtTheFirstCandleInSight() {
        double[] seen = bounded(bars -> new EMAIndicator(new ClosePriceIndicator(bars), 10));

        for (int i : new int[] {10, 49, 50, 120, 399}) {
            BarSeries sight = whole(CANDLES.subList(Math.max(0, i - BAR_COUNT + 1), i + 1));
            Indicator<Num> ema = new EMAIndicator(new ClosePriceIndicator(sight), 10);

            assertThat(seen[i])
                    .as("candle %s", i)
                    .isEqualTo(ema.getValue(sight.getEndIndex()).doubleValue());
        }
    }
}
