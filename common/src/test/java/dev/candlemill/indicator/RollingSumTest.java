package dev.candlemill.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums over a window after very many candles. */
final class RollingSumTest {

    private static final int BARS = 200;

    @Test
    void doesNotDriftInTenMillionCandlesOfJumpingPrices() {
        IndicatorSet set = IndicatorSet.of("sma(200)", "stddev(20)");
        CandleBatch batch = new CandleBatch();
        double[] state = new double[set.stateSize()];
        double[] values = new double[set.width()];
        double[] window = new double[BARS];
        Random random = new Random(11);
        SeriesCandle candle = new SeriesCandle();
        int checked = 0;

        for (int i = 0; i < 10_000_000; i++) {
            // Tiny prices behind huge ones are the worst for a sum.
            double price = (i % 1_000 < 300 ? 1e6 : 1e-3) * (1 + random.nextDouble());
            set(candle, price);
            window[i % BARS] = price;
            batch.compute(set, state, candle, values, 0);
            if (i % 9_973 == 0 && i > BARS) {
                double mean = exactMean(window, i, BARS);
                assertThat(values[0]).isCloseTo(mean, within(1e-9 * mean));
                double deviation = exactDeviation(window, i, 20);
                assertThat(values[1]).isCloseTo(deviation, within(1e-9 * deviation));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(1002);
    }

    @Test
    void givesTheVeryPriceWhereAllAreEqual() {
        List<SeriesCandle> candles = new ArrayList<>(Candles.market(2, 500));
        candles.addAll(Collections.nCopies(700, Candles.of(0.1)));

        assertThat(Candles.line("sma(200)", candles)).endsWith(0.1, 0.1, 0.1);
        assertThat(Candles.line("stddev(200)", candles)).endsWith(0.0, 0.0, 0.0);
    }

    private static void set(SeriesCandle candle, double price) {
        candle.open = price;
        candle.high = price;
        candle.low = price;
        candle.close = price;
    }

    private static double exactMean(double[] window, int newest, int bars) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int back = 0; back < bars; back++) {
            sum = sum.add(new BigDecimal(window[(newest - back) % BARS]));
        }
        return sum.divide(BigDecimal.valueOf(bars), MathContext.DECIMAL64).doubleValue();
    }

    private static double exactDeviation(double[] window, int newest, int bars) {
        BigDecimal mean = BigDecimal.valueOf(exactMean(window, newest, bars));
        BigDecimal squares = BigDecimal.ZERO;
        for (int back = 0; back < bars; back++) {
            BigDecimal distance = new BigDecimal(window[(newest - back) % BARS]).subtract(mean);
            squares = squares.add(distance.multiply(distance));
        }
        return Math.sqrt(
                squares.divide(BigDecimal.valueOf(bars), MathContext.DECIMAL128).doubleValue());
    }
}
