package dev.candlemill.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candlemill.indicator.Field;
import dev.candlemill.signal.SignalType;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class ConfidenceTest {

    private static final Strategies STRATEGIES =
            Strategies.load(ConfidenceTest.class.getClassLoader());

    private static TypedSeries series(String spec) {
        return new TypedSeries(STRATEGIES.of(spec).strategy());
    }

    /** Within [0,1], and strictly growing from each strength to the next. */
    private static void growsStrictly(double from, double to, DoubleUnaryOperator confidence) {
        SplittableRandom random = new SplittableRandom(11);
        double[] strengths = random.doubles(2_000, from, to).sorted().distinct().toArray();
        double before = -1;
        for (double strength : strengths) {
            double now = confidence.applyAsDouble(strength);
            assertThat(now)
                    .as("at strength %s", strength)
                    .isBetween(0.0, 1.0)
                    .isGreaterThan(before);
            before = now;
        }
    }

    @Test
    void crossesGrowWithTheDistanceOfTheLines() {
        for (double price : new double[] {1e-6, 0.5, 187.3, 64_000}) {
            TypedSeries sma = series("sma_cross(20,50)").with(Field.CLOSE, price);
            growsStrictly(
                    price * 1e-9,
                    price * 0.3,
                    d ->
                            sma.with("sma(20)", 0, price + d)
                                    .with("sma(50)", 0, price)
                                    .confidence(SignalType.BUY));
            TypedSeries macd = series("macd").with(Field.CLOSE, price);
            growsStrictly(
                    price * 1e-9,
                    price * 0.1,
                    d ->
                            macd.with("macd(12,26,9)", 0, -d)
                                    .with("macd(12,26,9)", 1, 0)
                                    .confidence(SignalType.SELL));
        }
    }

    @Test
    void rsiGrowsWithTheDepthBeyondItsThreshold() {
        TypedSeries rsi = series("rsi(14,30,70)");
        growsStrictly(0, 30, d -> rsi.with("rsi(14)", 0, 30 - d).confidence(SignalType.BUY));
        growsStrictly(0, 30, d -> rsi.with("rsi(14)", 0, 70 + d).confidence(SignalType.SELL));
        TypedSeries exit = series("rsi(14,30,70,trigger=exit)");
        growsStrictly(0, 70, d -> exit.with("rsi(14)", 0, 30 + d).confidence(SignalType.BUY));
    }

    @Test
    void bollingerGrowsWithTheReachBeyondTheBand() {
        TypedSeries bands =
                series("bollinger").with("bollinger(20,2)", 0, 110).with("bollinger(20,2)", 2, 90);
        growsStrictly(0, 80, d -> bands.with(Field.LOW, 90 - d).confidence(SignalType.BUY));
        growsStrictly(0, 80, d -> bands.with(Field.HIGH, 110 + d).confidence(SignalType.SELL));
    }

    @Test
    void oneHalfIsWhereTheDocsSay() {
        assertThat(
                        series("ema_cross")
                                .with(Field.CLOSE, 200)
                                .with("ema(12)", 0, 200.2)
                                .with("ema(26)", 0, 200)
                                .confidence(SignalType.BUY))
                .isCloseTo(0.5, within(1e-9));
        assertThat(series("rsi").with("rsi(14)", 0, 25).confidence(SignalType.BUY)).isEqualTo(0.5);
        assertThat(
                        series("bollinger")
                                .with("bollinger(20,2)", 0, 110)
                                .with("bollinger(20,2)", 2, 90)
                                .with(Field.LOW, 88)
                                .confidence(SignalType.BUY))
                .isEqualTo(0.5);
    }

    @Test
    void aPriceOfNothingIsStillANumber() {
        TypedSeries sma = series("sma_cross").with(Field.CLOSE, 0);

        assertThat(sma.with("sma(20)", 0, 1).with("sma(50)", 0, 0).confidence(SignalType.BUY))
                .isEqualTo(1);
        assertThat(Confidence.of(0, 0)).isZero();
        assertThat(Confidence.of(Double.MAX_VALUE, Double.MIN_VALUE)).isEqualTo(1);
    }
}
