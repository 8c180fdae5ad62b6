package dev.candlemill.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IndicatorSetTest {

    private static final CandleBatch BATCH = new CandleBatch();

    private static final List<SeriesCandle> MARKET = Candles.market(3, 1_000);

    private final IndicatorSet catalogue = IndicatorSet.catalogue();

    @Test
    void listsTheCatalogueInTheColumnsOrder() {
        assertThat(String.join(" ", catalogue.valueNames()))
                .isEqualTo(
                        "sma_20 sma_50 sma_200 ema_12 ema_26 macd macd_signal macd_histogram adx_14"
                                + " plus_di_14 minus_di_14 rsi_14 stoch_k stoch_d cci_20 bb_upper"
                                + " bb_middle bb_lower atr_14 obv vwap mfi_14");
        assertThat(catalogue.width()).isEqualTo(22);
        assertThat(catalogue.catalogueWidth()).isEqualTo(22);
    }

    @Test
    void remembersTheCatalogueInFewDoubles() {
        assertThat(catalogue.stateSize()).isLessThanOrEqualTo(310);
    }

    @Test
    void putsFurtherIndicatorsBehindTheCatalogueOnceAndSorted() {
        IndicatorSet set =
                IndicatorSet.catalogueAnd(
                        List.of("wma(9)", "sma(20)", "MACD(5, 35, 5)", "wma( 9 )", "stoch(14,3)"));

        assertThat(set.indicators().stream().skip(15).map(Indicator::toString))
                .containsExactly("macd(5,35,5)", "wma(9)");
        assertThat(set.valueNames().subList(22, 26))
                .containsExactly(
                        "macd_5_35_5", "macd_signal_5_35_5", "macd_histogram_5_35_5", "wma_9");
        assertThat(set.catalogueWidth()).isEqualTo(22);
        assertThat(set.indexOf("wma(9)")).isEqualTo(25);
        assertThat(set.indexOf("stochastic(14,3)")).isEqualTo(12);
    }

    @Test
    void namesEveryValueOnce() {
        IndicatorSet set = IndicatorSet.catalogueAnd(Candles.everyIndicator());

        assertThat(set.valueNames()).doesNotHaveDuplicates().allMatch(n -> n.matches("[a-z0-9_]+"));
        assertThat(set.valueNames())
                .contains(
                        "bb_upper_20_2p5_median", "rsi_14_cutler", "stoch_k_14_3_3", "obv_volume");
    }

    @Test
    void saysWhatIsNotInTheSet() {
        assertThatThrownBy(() -> catalogue.indexOf("sma(21)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sma(21) is not in the set: expected one of [sma(20), ");
    }

    @Test
    void computesTheSameAloneAndBesideOthers() {
        IndicatorSet all = IndicatorSet.catalogueAnd(Candles.everyIndicator());
        double[][] together = Candles.values(all, new double[all.stateSize()], MARKET);

        for (Indicator indicator : all.indicators()) {
            double[][] alone = Candles.values(indicator.toString(), MARKET);
            int from = all.indexOf(indicator.toString());
            for (int i = 0; i < alone.length; i++) {
                assertThat(Arrays.copyOfRange(together[i], from, from + alone[i].length))
                        .as("%s at %s", indicator, i)
                        .isEqualTo(alone[i]);
            }
        }
    }

    @Test
    void computesTheSameInBatchesOfAnySize() {
        IndicatorSet set = IndicatorSet.catalogueAnd(Candles.everyIndicator());
        double[][] single = Candles.values(set, new double[set.stateSize()], MARKET);
        double[] state = new double[set.stateSize()];
        Random random = new Random(7);
        double[] values = new double[set.width()];

        int from = 0;
        while (from < MARKET.size()) {
            int size = Math.min(1 + random.nextInt(90), MARKET.size() - from);
            BATCH.begin(set, state, size);
            MARKET.subList(from, from + size).forEach(BATCH::add);
            BATCH.compute();
            for (int i = 0; i < size; i++) {
                BATCH.copyValues(i, values, 0);
                assertThat(values).as("candle %s", from + i).isEqualTo(single[from + i]);
            }
            from += size;
        }
    }

    @Test
    void keepsTwoSeriesApart() {
        IndicatorSet set = IndicatorSet.catalogueAnd(Candles.everyIndicator());
        List<SeriesCandle> other = Candles.market(4, MARKET.size());
        double[] state = new double[set.stateSize()];
        double[] otherState = new double[set.stateSize()];
        double[][] alone = Candles.values(set, new double[set.stateSize()], MARKET);
        double[] values = new double[set.width()];

        for (int i = 0; i < MARKET.size(); i++) {
            BATCH.compute(set, otherState, other.get(i), values, 0);
            BATCH.compute(set, state, MARKET.get(i), values, 0);
            assertThat(values).isEqualTo(alone[i]);
        }
    }

    @Test
    void goesOnFromACopiedStateToTheLastBit() {
        IndicatorSet set = IndicatorSet.catalogueAnd(Candles.everyIndicator());
        double[] state = new double[set.stateSize()];
        double[][] whole = Candles.values(set, new double[set.stateSize()], MARKET);

        for (int at = 0; at < MARKET.size(); at += 37) {
            List<SeriesCandle> part = MARKET.subList(at, Math.min(at + 37, MARKET.size()));
            state = state.clone();
            double[][] values = Candles.values(set, state, part);
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).isEqualTo(whole[at + i]);
            }
        }
    }

    @Test
    void remembersNothingForNothing() {
        BATCH.compute(IndicatorSet.NONE, new double[0], MARKET.get(0), new double[0], 0);

        assertThat(IndicatorSet.NONE.stateSize()).isZero();
        assertThat(IndicatorSet.NONE.width()).isZero();
        assertThat(IndicatorSet.NONE.layout()).isEmpty();
        assertThat(catalogue.adopt("", new double[0])).containsOnly(0);
    }

    @Test
    void writesOnlyItsOwnPartOfTheValues() {
        double[] values = new double[30];
        Arrays.fill(values, -1);

        BATCH.compute(catalogue, new double[catalogue.stateSize()], MARKET.get(0), values, 4);

        assertThat(Arrays.copyOf(values, 4)).containsOnly(-1);
        assertThat(Arrays.copyOfRange(values, 26, 30)).containsOnly(-1);
        assertThat(new HashSet<>(Arrays.stream(values, 4, 26).boxed().toList()))
                .doesNotContain(-1.0);
    }
}
