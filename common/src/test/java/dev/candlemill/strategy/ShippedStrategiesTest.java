package dev.candlemill.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.indicator.Field;
import dev.candlemill.spec.SpecException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The events of market-rules: one letter per candle, B for BUY, S for SELL, a dot for nothing. */
final class ShippedStrategiesTest {

    private static final Strategies STRATEGIES =
            Strategies.load(ShippedStrategiesTest.class.getClassLoader());
    private static final double NONE = Double.NaN;

    /** x against a constant 10. */
    private static String cross(String spec, String fast, String slow, int slowValue, double... x) {
        TypedSeries series = new TypedSeries(STRATEGIES.of(spec).strategy());
        StringBuilder events = new StringBuilder();
        for (double value : x) {
            series.with(fast, 0, value).with(slow, slowValue, 10);
            events.append(letter(series));
        }
        return events.toString();
    }

    private static String smaCross(double... x) {
        return cross("sma_cross(20,50)", "sma(20)", "sma(50)", 0, x);
    }

    private static String letter(TypedSeries series) {
        return series.ask().map(type -> type.name().substring(0, 1)).orElse(".");
    }

    private static String rsi(String spec, double... values) {
        TypedSeries series = new TypedSeries(STRATEGIES.of(spec).strategy());
        StringBuilder events = new StringBuilder();
        for (double value : values) {
            events.append(letter(series.with("rsi(14)", 0, value)));
        }
        return events.toString();
    }

    /** Pairs of low and high, within bands at 10 and 20. */
    private static String bollinger(double... lowsAndHighs) {
        TypedSeries series = new TypedSeries(STRATEGIES.of("bollinger(20,2)").strategy());
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < lowsAndHighs.length; i += 2) {
            boolean undefined = Double.isNaN(lowsAndHighs[i]);
            series.with("bollinger(20,2)", 0, undefined ? NONE : 20)
                    .with("bollinger(20,2)", 2, undefined ? NONE : 10)
                    .with(Field.LOW, undefined ? 15 : lowsAndHighs[i])
                    .with(Field.HIGH, undefined ? 15 : lowsAndHighs[i + 1]);
            events.append(letter(series));
        }
        return events.toString();
    }

    @Test
    void aCrossIsWhereTheSideChanges() {
        assertThat(smaCross(9, 11, 12, 9, 8, 11)).isEqualTo(".B.S.B");
    }

    @Test
    void theFirstCandleCrossesNothing() {
        assertThat(smaCross(11, 12)).isEqualTo("..");
        assertThat(smaCross(9, 8)).isEqualTo("..");
        assertThat(smaCross(10, 11)).as("equal before, and no side before that").isEqualTo("..");
    }

    @Test
    void equalityDoesNotCrossAndDoesNotForgetTheSide() {
        assertThat(smaCross(9, 10, 11)).isEqualTo("..B");
        assertThat(smaCross(9, 10, 9, 10, 9)).isEqualTo(".....");
        assertThat(smaCross(11, 10, 11)).isEqualTo("...");
        assertThat(smaCross(11, 10, 9)).isEqualTo("..S");
    }

    @Test
    void equalityMayLastLongerThanAnyPage() {
        double[] x = new double[100_002];
        Arrays.fill(x, 10);
        x[0] = 9;
        x[100_001] = 11;

        assertThat(smaCross(x)).isEqualTo(".".repeat(100_001) + "B");
    }

    @Test
    void candlesWithoutAValueArePassedOver() {
        assertThat(smaCross(NONE, 9, NONE, 11)).isEqualTo("...B");
    }

    @Test
    void emaCrossAndMacdCrossTheSameWay() {
        assertThat(cross("ema_cross", "ema(12)", "ema(26)", 0, 9, 10, 11, 9)).isEqualTo("..BS");
        assertThat(cross("macd", "macd(12,26,9)", "macd(12,26,9)", 1, 9, 10, 11, 9))
                .isEqualTo("..BS");
    }

    @Test
    void rsiEntersAZoneOnceUntilItHasLeftIt() {
        assertThat(rsi("rsi(14,30,70)", 50, 29, 28, 30, 29, 31, 29, 50, 71, 72, 70, 71, 69, 71))
                .isEqualTo(".B....B.S....S");
    }

    @Test
    void rsiCrossesBackOutOfAZone() {
        assertThat(
                        rsi(
                                "rsi(14,30,70,trigger=exit)",
                                50,
                                29,
                                28,
                                30,
                                31,
                                32,
                                29,
                                30,
                                29,
                                31,
                                71,
                                70,
                                69,
                                68,
                                71,
                                50))
                .isEqualTo("....B....B..S..S");
    }

    @Test
    void rsiBelowFromItsFirstValueOnIsAnEvent() {
        assertThat(rsi("rsi(14,30,70)", NONE, NONE, 29, 28)).isEqualTo("..B.");
        assertThat(rsi("rsi(14,30,70)", NONE, NONE, 71, 72)).isEqualTo("..S.");
    }

    @Test
    void aStrategyThatJoinsWhileRsiIsBelowWaitsForTheNextTime() {
        assertThat(rsi("rsi(14,30,70)", 29, 28, 31, 29)).isEqualTo("...B");
    }

    @Test
    void bollingerTouchesOnceUntilACandleIsWhollyInside() {
        assertThat(bollinger(11, 19, 10, 15, 9, 14, 10, 15, 11, 19, 10, 12, 12, 20))
                .isEqualTo(".B...BS");
        assertThat(bollinger(11, 19, 15, 20, 15, 21, 11, 19, 15, 20)).isEqualTo(".S..S");
    }

    @Test
    void aCandleThatReachesBothBandsIsNoEventAndATouchAllTheSame() {
        assertThat(bollinger(11, 19, 10, 20, 10, 15, 11, 20, 11, 19, 10, 15)).isEqualTo(".....B");
        assertThat(bollinger(11, 19, 10, 15, 10, 20)).as("sell is still armed").isEqualTo(".B.");
    }

    @Test
    void theFirstBandsMayBeTouched() {
        assertThat(bollinger(NONE, NONE, 10, 15)).isEqualTo(".B");
    }

    @Test
    void lengthsAndThresholdsMustBeInOrder() {
        for (String spec :
                new String[] {
                    "sma_cross(50,20)",
                    "ema_cross(12,12)",
                    "macd(26,12,9)",
                    "rsi(14,70,30)",
                    "sma_cross(0,20)",
                    "bollinger(20,0)",
                    "rsi(14,30,70,trigger=never)"
                }) {
            assertThatThrownBy(() -> STRATEGIES.of(spec))
                    .as(spec)
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("expected");
        }
        assertThatThrownBy(() -> STRATEGIES.of("sma_cross(50,20)"))
                .hasMessage("sma_cross(50,20): expected fast below slow, found 50 and 20");
    }
}
