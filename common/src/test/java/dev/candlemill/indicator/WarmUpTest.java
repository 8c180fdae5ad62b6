package dev.candlemill.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The three lengths of every indicator. */
final class WarmUpTest {

    private static final List<SeriesCandle> MARKET = Candles.market(7, 20_000);

    /** Defined, and meant to be used, while their window still fills: they have no seed. */
    private static final List<String> HAS_PARTIAL_WINDOWS =
            List.of("vwap", "donchian(50,window=partial)");

    private static List<String> everyIndicator() {
        return Candles.everyIndicator();
    }

    @ParameterizedTest
    @MethodSource("everyIndicator")
    void hasEveryValueFromDefinedAfterOn(String indicator) {
        int defined = Indicators.of(indicator).definedAfter();
        double[][] values = Candles.values(indicator, MARKET.subList(0, 1000));

        for (int i = 0; i < values.length; i++) {
            boolean complete = Arrays.stream(values[i]).allMatch(Double::isFinite);
            assertThat(complete).as("bar %s", i + 1).isEqualTo(i + 1 >= defined);
        }
    }

    @ParameterizedTest
    @MethodSource("everyIndicator")
    void isNeverInfinite(String indicator) {
        List<List<SeriesCandle>> shapes =
                List.of(
                        Collections.nCopies(300, Candles.of(0, 0, 0, 0, 0)),
                        Collections.nCopies(300, Candles.of(5, 5, 5, 5, 0)),
                        Collections.nCopies(300, Candles.of(5, 6, 4, 5, 1e300)),
                        Collections.nCopies(300, Candles.of(-5, 6, -7, 0, 10)));
        for (List<SeriesCandle> candles : shapes) {
            for (double[] row : Candles.values(indicator, candles)) {
                assertThat(Arrays.stream(row).noneMatch(Double::isInfinite)).isTrue();
            }
        }
    }

    private static List<String> everyIndicatorAndTheCatalogue() {
        return Stream.concat(
                        Candles.everyIndicator().stream(),
                        IndicatorSet.catalogue().indicators().stream().map(Indicator::toString))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everyIndicatorAndTheCatalogue")
    void forgetsItsHistoryAfterStableAfter(String indicator) {
        int stable = Indicators.of(indicator).stableAfter();
        if (stable == Lengths.NEVER) {
            return;
        }
        double[] whole = last(indicator, MARKET);
        for (int loaded : new int[] {stable, 300, 2_000}) {
            int bars = Math.max(stable, loaded);
            double[] part = last(indicator, MARKET.subList(MARKET.size() - bars, MARKET.size()));
            double scale = Math.max(100, Math.abs(whole[0]));
            for (int value = 0; value < whole.length; value++) {
                assertThat(part[value])
                        .as("%s of %s bars", value, bars)
                        .isCloseTo(whole[value], within(1e-9 * scale));
            }
        }
    }

    /** A seed that weighs less than 1e-3 is wrong by no more than the value ever ranges. */
    @ParameterizedTest
    @MethodSource("everyIndicatorAndTheCatalogue")
    void hasAlmostForgottenItsHistoryAfterUsableAfter(String indicator) {
        Indicator made = Indicators.of(indicator);
        if (made.stableAfter() == Lengths.NEVER || HAS_PARTIAL_WINDOWS.contains(indicator)) {
            return;
        }
        int usable = made.usableAfter();
        assertThat(usable).isBetween(made.definedAfter(), made.stableAfter());
        double[][] whole = Candles.values(indicator, MARKET);
        for (int end = MARKET.size(); end > MARKET.size() / 2; end -= 101) {
            double[] part = last(indicator, MARKET.subList(end - usable, end));
            for (int value = 0; value < part.length; value++) {
                assertThat(part[value])
                        .as("value %s of %s bars up to %s", value, usable, end)
                        .isCloseTo(whole[end - 1][value], within(1e-3 * range(whole, value)));
            }
        }
    }

    private static double range(double[][] values, int value) {
        DoubleSummaryStatistics all =
                Arrays.stream(values)
                        .mapToDouble(row -> row[value])
                        .filter(Double::isFinite)
                        .summaryStatistics();
        return all.getMax() - all.getMin();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rsi(14) | 15 | 109",
                "ema(26) | 26 | 116",
                "ema(200) | 200 | 891",
                "sma(200) | 200 | 200",
                "atr(14) | 15 | 109",
                "stochastic(14,3) | 16 | 16",
                "mfi(14) | 15 | 15",
                "hma(16) | 19 | 19",
                "obv | 1 | 1"
            })
    void agreesWithTheRulesLengths(String indicator, int definedAfter, int usableAfter) {
        Indicator made = Indicators.of(indicator);

        assertThat(made.definedAfter()).isEqualTo(definedAfter);
        assertThat(made.usableAfter()).isEqualTo(usableAfter);
    }

    @Test
    void neverPromisesAStableValueWhereThePastCanLast() {
        assertThat(
                        Candles.everyIndicator().stream()
                                .filter(i -> Indicators.of(i).stableAfter() == Lengths.NEVER))
                .containsExactlyInAnyOrder("obv", "supertrend", "psar", "obv(start=volume)");
    }

    @ParameterizedTest
    @CsvSource({"supertrend, 0", "supertrend, 1", "psar, 0"})
    void agreesAfterTurnsInCommon(String indicator, int value) {
        double whole = last(indicator, MARKET)[value];
        double part = last(indicator, MARKET.subList(MARKET.size() - 2_000, MARKET.size()))[value];

        assertThat(part).isCloseTo(whole, within(1e-9 * 100));
    }

    private static double[] last(String indicator, List<SeriesCandle> candles) {
        double[][] values = Candles.values(indicator, candles);
        return values[values.length - 1];
    }
}
