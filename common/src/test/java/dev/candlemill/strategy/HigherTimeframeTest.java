package dev.candlemill.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.SeriesCandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a strategy on 15m sees of 1h: closes 1, 2, 3 of the hours, written per quarter. */
final class HigherTimeframeTest {

    private static final long GRACE = 60_000;

    private final List<String> seen = new ArrayList<>();
    private final StrategyTrial trial =
            new StrategyTrial(
                    OwnStrategy.on(
                            Timeframe.M15,
                            new OwnStrategy("higher")
                                    .readsHigher(Timeframe.H1, "sma(1)", "sma(2)")
                                    .rules(
                                            series ->
                                                    OwnStrategy.strategy(
                                                            (index, none) -> look(series),
                                                            OwnStrategy.never()))),
                    new StrategyOptions(WarmUp.DEFINED, GRACE));

    private boolean look(StrategySeries series) {
        double close = series.higherClose().now();
        seen.add(Double.isNaN(close) ? "-" : String.valueOf((int) close));
        return true;
    }

    private static SeriesCandle hour(int number, boolean complete) {
        SeriesCandle candle = Walk.candle(Timeframe.H1, number, 1, number + 1);
        candle.complete = complete;
        return candle;
    }

    private void quarters(int from, int to) {
        for (int i = from; i < to; i++) {
            trial.candle(Walk.candle(Timeframe.M15, i, 1, 1)).newPage();
        }
    }

    @Test
    void theHigherCandleThatClosesTogetherIsSeen() {
        quarters(0, 3);
        trial.candle(hour(0, true));
        quarters(3, 7);
        trial.candle(hour(1, true));
        quarters(7, 9);

        assertThat(seen).containsExactly("-", "-", "-", "1", "1", "1", "1", "2", "2");
    }

    @Test
    void anIncompleteHigherCandleIsSeenOnlyWhenItsGraceIsOver() {
        quarters(0, 3);
        trial.candle(hour(0, true));
        quarters(3, 7);
        trial.candle(hour(1, false));
        quarters(7, 9);

        assertThat(seen).containsExactly("-", "-", "-", "1", "1", "1", "1", "1", "2");
    }

    @Test
    void aHigherCandleThatClosesLaterIsNotSeenHoweverEarlyItCame() {
        quarters(0, 3);
        trial.candle(hour(0, true)).candle(hour(1, true));
        quarters(3, 9);

        assertThat(seen).containsExactly("-", "-", "-", "1", "1", "1", "1", "2", "2");
    }

    @Test
    void missingHoursAreNoneAndTheLastOneStays() {
        quarters(0, 3);
        trial.candle(hour(0, true));
        quarters(3, 6);
        quarters(100, 102);

        assertThat(seen).containsExactly("-", "-", "-", "1", "1", "1", "1", "1");
    }

    @Test
    void itsInputsMustBeWarmToo() {
        for (int hour = 0; hour < 3; hour++) {
            quarters(4 * hour, 4 * hour + 3);
            trial.candle(hour(hour, true));
            quarters(4 * hour + 3, 4 * hour + 4);
        }

        assertThat(seen).hasSize(12);
        assertThat(trial.said()).as("sma(2) of hours exists from the second on").hasSize(5);
        assertThat(trial.said().get(0).values())
                .containsExactly(Map.entry("1h.sma_1", 2.0), Map.entry("1h.sma_2", 1.5));
        assertThat(trial.said().get(4).values())
                .containsEntry("1h.sma_1", 3.0)
                .containsEntry("1h.sma_2", 2.5);
    }

    @Test
    void aLongGraceHidesSeveralCandles() {
        StrategyTrial patient =
                new StrategyTrial(
                        OwnStrategy.on(
                                Timeframe.M5,
                                new OwnStrategy("patient")
                                        .readsHigher(Timeframe.M10, "sma(1)")
                                        .rules(
                                                series ->
                                                        OwnStrategy.strategy(
                                                                (index, none) -> look(series),
                                                                OwnStrategy.never()))),
                        new StrategyOptions(WarmUp.DEFINED, 30 * 60_000));
        for (int i = 0; i < 12; i++) {
            if (i % 2 == 1) {
                SeriesCandle ten = Walk.candle(Timeframe.M10, i / 2, 1, i / 2 + 1);
                ten.complete = i == 1;
                patient.candle(ten);
            }
            patient.candle(Walk.candle(Timeframe.M5, i, 1, 1));
        }

        assertThat(seen)
                .containsExactly("-", "1", "1", "1", "1", "1", "1", "1", "1", "2", "2", "3");
    }
}
