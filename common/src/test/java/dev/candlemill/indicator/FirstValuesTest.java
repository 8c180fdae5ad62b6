package dev.candlemill.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first values and the edge cases that the market rules give. */
final class FirstValuesTest {

    private static final double NULL = Double.NaN;

    private static final double[] WILDERS_CLOSES = {
        44.34, 44.09, 44.15, 43.61, 44.33, 44.83, 45.10, 45.42, 45.84, 46.08, 45.89, 46.03, 45.61,
        46.28, 46.28, 46.00, 46.03, 46.41, 46.22, 45.64
    };

    @Test
    void seedsAnEmaWithTheMeanOfItsFirstBars() {
        double[] ema = Candles.line("ema(3)", Candles.closes(10, 11, 12, 13, 14, 15));

        assertThat(ema).containsExactly(NULL, NULL, 11, 12, 13, 14);
    }

    @Test
    void seedsTheRsiWithTheMeanOfTheFirstChanges() {
        double[] rsi = Candles.line("rsi(14)", Candles.closes(WILDERS_CLOSES));

        assertThat(Arrays.copyOf(rsi, 14)).containsOnly(NULL);
        assertThat(Arrays.stream(rsi).skip(14).mapToObj("%.2f"::formatted))
                .containsExactly("70.46", "66.25", "66.48", "69.35", "66.29", "57.92");
    }

    @Test
    void readsTheRsiAsHundredWithoutLossesAndAsFiftyWhenFlat() {
        assertThat(last("rsi(3)", Candles.closes(1, 2, 3, 4, 4))).containsExactly(100);
        assertThat(last("rsi(3)", Candles.closes(4, 3, 2, 1, 1))).containsExactly(0);
        assertThat(last("rsi(3)", Candles.closes(2, 2, 2, 2, 2))).containsExactly(50);
    }

    @Test
    void seedsEachAverageOfTheMacdOnItsOwnBar() {
        double[] closes = new double[40];
        Arrays.setAll(closes, i -> i * i);
        double[][] macd = Candles.values("macd", Candles.closes(closes));
        double[] fast = Candles.line("ema(12)", Candles.closes(closes));
        double[] slow = Candles.line("ema(26)", Candles.closes(closes));

        assertThat(firstBars(macd)).containsExactly(26, 34, 34);
        double signal = 0;
        for (int i = 25; i < 34; i++) {
            assertThat(macd[i][0]).isEqualTo(fast[i] - slow[i]);
            signal += macd[i][0] / 9;
        }
        assertThat(macd[33][1]).isCloseTo(signal, within(1e-12));
        assertThat(macd[33][2]).isCloseTo(macd[33][0] - signal, within(1e-12));
    }

    @Test
    void leavesTheTrueRangeOfTheFirstBarUndefined() {
        List<SeriesCandle> candles =
                List.of(
                        Candles.of(10, 11, 9, 10, 1),
                        Candles.of(12, 13, 12, 12.5, 1),
                        Candles.of(9, 9.5, 9, 9, 1));

        assertThat(Candles.line("tr", candles)).containsExactly(NULL, 3, 3.5);
        assertThat(Candles.line("atr(2)", candles)).containsExactly(NULL, NULL, 3.25);
    }

    @Test
    void beginsTheDirectionalLinesAtBar15AndTheirIndexAtBar28() {
        assertThat(firstBars(Candles.values("adx(14)", Candles.market(1, 40))))
                .containsExactly(28, 15, 15);
    }

    @Test
    void sumsAsManyMovementsAsTheDirectionalIndexHasBars() {
        List<SeriesCandle> candles =
                List.of(
                        Candles.of(10, 11, 9, 10, 1),
                        Candles.of(11, 13, 10, 12, 1),
                        Candles.of(12, 12.5, 9, 10, 1),
                        Candles.of(10, 14, 9.5, 13, 1));

        double[][] adx = Candles.values("adx(2)", candles);

        // Movements +2, -1, +1.5; true ranges 3, 3.5, 4.5.
        assertThat(adx[2]).containsExactly(NULL, 100 * 2 / 6.5, 100 * 1 / 6.5);
        double plus = (1 + 1.5) / 2;
        double minus = 0.5 / 2;
        double range = (3.25 + 4.5) / 2;
        double first = 100 * (2.0 - 1) / 3;
        double second = 100 * (plus - minus) / (plus + minus);
        assertThat(adx[3][0]).isCloseTo((first + second) / 2, within(1e-12));
        assertThat(adx[3][1]).isCloseTo(100 * plus / range, within(1e-12));
        assertThat(adx[3][2]).isCloseTo(100 * minus / range, within(1e-12));
    }

    @Test
    void averagesRawKIntoD() {
        List<SeriesCandle> candles =
                List.of(
                        Candles.of(10, 12, 8, 10, 1),
                        Candles.of(10, 12, 8, 11, 1),
                        Candles.of(10, 12, 8, 12, 1),
                        Candles.of(10, 12, 8, 9, 1));

        double[][] fast = Candles.values("stoch(2,2)", candles);
        assertThat(Candles.column(fast, 0)).containsExactly(NULL, 75, 100, 25);
        assertThat(Candles.column(fast, 1)).containsExactly(NULL, NULL, 87.5, 62.5);
        assertThat(Candles.values("stoch(2,2,2)", candles)[3]).containsExactly(62.5, 75);
    }

    @Test
    void givesEveryFormulaWithoutRangeItsNeutralValue() {
        List<SeriesCandle> flat = Collections.nCopies(300, Candles.of(0.1, 0.1, 0.1, 0.1, 0));

        assertThat(last("stochastic", flat)).containsExactly(50, 50);
        assertThat(last("cci(20)", flat)).containsExactly(0);
        assertThat(last("mfi(14)", flat)).containsExactly(50);
        assertThat(last("vwap", flat)).containsExactly(NULL);
        assertThat(last("vwma", flat)).containsExactly(NULL);
        assertThat(last("stochrsi", flat)).containsExactly(50, 50);
        assertThat(last("williams_r", flat)).containsExactly(-50);
        assertThat(last("adx", flat)).containsExactly(0, 0, 0);
        assertThat(last("cmf", flat)).containsExactly(0);
        assertThat(last("zscore", flat)).containsExactly(0);
        assertThat(last("bollinger", flat)).containsExactly(0.1, 0.1, 0.1);
        assertThat(last("sma(200)", flat)).containsExactly(0.1);
        assertThat(last("roc", flat)).containsExactly(0);
    }

    @Test
    void countsNoMoneyFlowWhereTheTypicalPriceIsEqual() {
        List<SeriesCandle> candles = new ArrayList<>();
        for (double price : new double[] {10, 11, 11, 10}) {
            candles.add(Candles.of(price, price, price, price, 100));
        }

        double[] mfi = Candles.line("mfi(3)", candles);

        assertThat(mfi).containsExactly(NULL, NULL, NULL, 100 * (1100.0 / 2100));
        assertThat(firstBars(Candles.values("mfi(14)", Candles.market(1, 40)))).containsExactly(15);
    }

    @Test
    void beginsTheOnBalanceVolumeAtZero() {
        List<SeriesCandle> candles =
                List.of(
                        Candles.of(1, 1, 1, 1, 10),
                        Candles.of(2, 2, 2, 2, 20),
                        Candles.of(2, 2, 2, 2, 40),
                        Candles.of(1, 1, 1, 1, 80));

        assertThat(Candles.line("obv", candles)).containsExactly(0, 20, 20, -60);
        assertThat(Candles.line("obv(start=volume)", candles)).containsExactly(10, 30, 30, -50);
    }

    @Test
    void beginsTheVwapAnewWithEachSessionDate() {
        SeriesCandle first = Candles.of(10, 12, 9, 12, 100);
        SeriesCandle second = Candles.of(12, 15, 12, 15, 300);
        SeriesCandle nextDay = Candles.of(20, 21, 18, 21, 0);
        SeriesCandle traded = Candles.of(20, 21, 18, 21, 5);
        nextDay.sessionDate = 1;
        traded.sessionDate = 1;

        double[] vwap = Candles.line("vwap", List.of(first, second, nextDay, traded));

        assertThat(vwap).containsExactly(11, (11 * 100 + 14 * 300) / 400.0, NULL, 20);
    }

    @Test
    void usesThePopulationsStandardDeviation() {
        List<SeriesCandle> candles = Candles.closes(2, 4, 4, 4, 5, 5, 7, 9);

        assertThat(last("stddev(8)", candles)).containsExactly(2);
        assertThat(last("bollinger(8,1.5)", candles)).containsExactly(8, 5, 2);
        assertThat(last("zscore(8)", candles)).containsExactly(2);
    }

    @Test
    void letsTheLatestOfEqualExtremesCountForAroon() {
        List<SeriesCandle> candles = Candles.closes(1, 5, 5, 2, 1);

        assertThat(last("aroon(4)", candles)).containsExactly(50, 100, -50);
        assertThat(last("aroon(4,ties=earliest)", candles)).containsExactly(25, 0, 25);
    }

    @Test
    void turnsTheParabolicStopWhenItIsTouched() {
        List<SeriesCandle> candles =
                List.of(
                        Candles.of(10, 10, 9, 10, 1),
                        Candles.of(10, 12, 9.5, 12, 1),
                        Candles.of(12, 14, 11, 14, 1),
                        Candles.of(14, 14, 8, 8, 1),
                        Candles.of(8, 9, 7, 7, 1));

        // Rising from 9, extreme 12, then 14; the stop may not pass the low of 9 at first.
        assertThat(Candles.line("psar(0.1,0.2)", candles)).containsExactly(NULL, 9, 9, 14, 14);
    }

    @Test
    void turnsTheSuperTrendWhereTheCloseLeavesTheBand() {
        List<SeriesCandle> candles =
                List.of(
                        Candles.of(10, 11, 9, 10, 1),
                        Candles.of(10, 11, 9, 10, 1),
                        Candles.of(10, 12, 10, 12, 1),
                        Candles.of(12, 16, 12, 16, 1));

        double[][] values = Candles.values("supertrend(1,1)", candles);

        // True ranges 2, 2, 4; bands 8 and 12, then 9 (tightened) and 12, then 10 after the break.
        assertThat(values[1]).containsExactly(12, -1);
        assertThat(values[2]).containsExactly(12, -1);
        assertThat(values[3]).containsExactly(10, 1);
    }

    @Test
    void turnsTheSuperTrendOnTheLineAsItIsNow() {
        List<SeriesCandle> candles =
                List.of(
                        Candles.of(10, 11, 9, 10, 1),
                        Candles.of(10, 11, 9, 10, 1),
                        Candles.of(10, 10.3, 9, 10.3, 1));

        double[][] values = Candles.values("supertrend(1,0.2)", candles);

        // Bands 9.6 and 10.4, then 9.6 and 9.91: a close of 10.3 is below the former line only.
        assertThat(values[1]).containsExactly(10.4, -1);
        assertThat(values[2]).containsExactly(9.6, 1);
    }

    @Test
    void givesIchimokuUnshifted() {
        List<SeriesCandle> candles = Candles.closes(1, 2, 3, 4, 10, 6);

        assertThat(last("ichimoku(1,2,4)", candles)).containsExactly(6, 8, 7, 6.5);
    }

    private static double[] last(String indicator, List<SeriesCandle> candles) {
        double[][] values = Candles.values(indicator, candles);
        return values[values.length - 1];
    }

    /** For each value the bar, counted from 1, on which it is there first. */
    private static int[] firstBars(double[][] values) {
        int[] first = new int[values[0].length];
        for (int bar = values.length; bar >= 1; bar--) {
            for (int value = 0; value < first.length; value++) {
                if (!Double.isNaN(values[bar - 1][value])) {
                    first[value] = bar;
                }
            }
        }
        return first;
    }
}
