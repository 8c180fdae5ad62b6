package dev.candlemill.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.signal.SignalType;
import dev.candlemill.strategy.StrategyTrial;
import dev.candlemill.strategy.Walk;
import org.junit.jupiter.api.Test;

final class CciPullbackTest {

    /** Ten rising days, then hours that dip and recover. */
    private static StrategyTrial dipAndRecovery(boolean risingDays) {
        StrategyTrial trial = StrategyTrial.of("cci_pullback(5)", Timeframe.H1);
        for (int day = 0; day < 10; day++) {
            double close = risingDays ? 90 + day : 110 - day;
            trial.candle(Walk.candle(Timeframe.D1, day, close, close));
        }
        double close = 100;
        for (int hour = 240; hour < 260; hour++) {
            close += hour < 250 ? -1 : 2;
            SeriesCandle candle = Walk.candle(Timeframe.H1, hour, close, close);
            trial.candle(candle);
        }
        return trial;
    }

    @Test
    void buysTheEndOfADipWhileTheDayIsUp() {
        assertThat(dipAndRecovery(true).said())
                .first()
                .satisfies(
                        said -> {
                            assertThat(said.type()).isEqualTo(SignalType.BUY);
                            assertThat(said.openTime()).isEqualTo(Walk.START + 250 * 3_600_000L);
                            assertThat(said.values()).containsEntry("1d.sma_10", 94.5);
                        });
    }

    @Test
    void buysNothingWhileTheDayIsDown() {
        assertThat(dipAndRecovery(false).said()).noneMatch(said -> said.type() == SignalType.BUY);
    }
}
