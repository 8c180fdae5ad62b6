package dev.candlemill.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a series' state when its indicators change. */
final class StateLayoutTest {

    private static final List<SeriesCandle> MARKET = Candles.market(5, 900);
    private static final int CHANGED_AT = 345;

    private final IndicatorSet catalogue = IndicatorSet.catalogue();
    private final IndicatorSet more =
            IndicatorSet.catalogueAnd(List.of("sma(300)", "wma(50)", "donchian(55)", "rsi(7)"));

    @Test
    void namesWhatEachDoubleMeans() {
        assertThat(IndicatorSet.of("sma(20)", "rsi(14)", "obv").layout())
                .isEqualTo("window/1:0,0,0,21,1|sma(20)/1:2|rsi(14)/1:2|obv/1:1");
    }

    @Test
    void goesOnWithWhatBothSetsHave() {
        double[] adopted = changed(catalogue, more);
        double[][] values = Candles.values(more, adopted, after());
        double[][] expected = Candles.values(catalogue, new double[catalogue.stateSize()], MARKET);

        for (int i = 0; i < values.length; i++) {
            assertThat(Arrays.copyOf(values[i], 22)).isEqualTo(expected[CHANGED_AT + i]);
        }
    }

    @Test
    void leavesWhatIsNewUndefinedUntilItHasSeenEnough() {
        double[] adopted = changed(catalogue, more);
        double[][] values = Candles.values(more, adopted, after());

        for (String indicator : List.of("sma(300)", "wma(50)", "donchian(55)", "rsi(7)")) {
            double[] alone = Candles.line(indicator, after());
            assertThat(Candles.column(values, more.indexOf(indicator)))
                    .as(indicator)
                    .isEqualTo(alone);
        }
    }

    @Test
    void forgetsWhatTheNewSetLacks() {
        double[] back = changed(more, catalogue);

        assertThat(back).isEqualTo(state(catalogue));
        assertThat(changed(more, more)).isEqualTo(state(more));
    }

    @Test
    void countsTheCandlesThatEachIndicatorHasSeen() {
        double[] adopted = changed(catalogue, more);
        Candles.values(more, adopted, after());

        assertThat(more.barCount(adopted, "sma(20)")).isEqualTo(900);
        assertThat(more.barCount(adopted, "sma(300)")).isEqualTo(900 - CHANGED_AT);
        assertThat(more.barCount(adopted, "rsi(7)")).isEqualTo(900 - CHANGED_AT);
    }

    @Test
    void beginsAnAddedVwapWithTheNextSession() {
        IndicatorSet before = IndicatorSet.of("sma(5)");
        IndicatorSet with = IndicatorSet.of("sma(5)", "vwap");
        double[][] values = Candles.values(with, changed(before, with), after());
        double[] expected = Candles.line("vwap", MARKET);
        int nextSession = 78 * (CHANGED_AT / 78 + 1) - CHANGED_AT;

        for (int i = 0; i < values.length; i++) {
            assertThat(values[i][1])
                    .as("candle %s", i)
                    .isEqualTo(i < nextSession ? Double.NaN : expected[CHANGED_AT + i]);
        }
    }

    @Test
    void beginsAnewWhereTheVersionOrTheSizeDiffers() {
        IndicatorSet set = IndicatorSet.of("ema(3)");
        double[] state = {7, 1, 5, 7, 123};

        assertThat(set.adopt("window/1:0,0,0,1,0|ema(3)/1:1", state)).containsExactly(state);
        assertThat(set.adopt("window/1:0,0,0,1,0|ema(3)/2:1", state))
                .containsExactly(7, 1, 5, 0, 0);
    }

    @Test
    void refusesAStateThatIsNotOfItsLayout() {
        assertThatThrownBy(() -> catalogue.adopt("window/1:0,0,0,1,0|ema(3)/1:1", new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected a state of 5 doubles for the layout 'window/1:0,0,0,1,0|ema(3)/1:1',"
                                + " found 4");
        assertThatThrownBy(() -> catalogue.adopt("gibberish", new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot read 'gibberish' in the layout");
    }

    private static double[] changed(IndicatorSet from, IndicatorSet to) {
        return to.adopt(from.layout(), state(from));
    }

    private static double[] state(IndicatorSet set) {
        double[] state = new double[set.stateSize()];
        Candles.values(set, state, MARKET.subList(0, CHANGED_AT));
        return state;
    }

    private static List<SeriesCandle> after() {
        return MARKET.subList(CHANGED_AT, MARKET.size());
    }
}
