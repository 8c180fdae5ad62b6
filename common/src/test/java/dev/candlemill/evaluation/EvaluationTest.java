package dev.candlemill.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.evaluation.TradeOutcome.State;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.signal.SignalType;
import dev.candlemill.strategy.StrategyReplay.Event;
import dev.candlemill.strategy.Walk;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** One example by hand: fee 1 %, slippage 0.5 %, gaps at both opens, a trade that stays open. */
final class EvaluationTest {

    private static final Offset<Double> EXACTLY = offset(1e-12);
    private static final long HOUR = 3_600_000;

    /** Opens and closes; the open of candle 2 gaps up, that of 4 down. */
    private static final double[][] PRICES = {
        {100, 100},
        {100, 110},
        {112, 120},
        {118, 125},
        {110, 108},
        {108, 104},
        {100, 102},
        {102, 105}
    };

    private static final List<Event> EVENTS =
            List.of(
                    event(1, SignalType.BUY),
                    event(2, SignalType.BUY),
                    event(3, SignalType.SELL),
                    event(5, SignalType.BUY),
                    event(7, SignalType.SELL));

    private static Event event(int candle, SignalType type) {
        return new Event(candle, Walk.START + candle * HOUR, type, 0.5, Map.of());
    }

    private static PriceSeries prices(double[][] opensAndCloses) {
        CandleSeries series = new CandleSeries(Timeframe.H1);
        for (int i = 0; i < opensAndCloses.length; i++) {
            SeriesCandle candle =
                    Walk.candle(Timeframe.H1, i, opensAndCloses[i][0], opensAndCloses[i][1]);
            series.add(candle);
        }
        return new PriceSeries(series, 0, series.size());
    }

    @Test
    void tradesAtTheNextOpenWithFeesAndSlippage() {
        Evaluation evaluation =
                Evaluation.of(prices(PRICES), EVENTS, new TradingRules(Side.LONG, 100, 50));

        List<TradeOutcome> trades = evaluation.trades();
        assertThat(trades).hasSize(2);
        TradeOutcome first = trades.get(0);
        assertThat(first.signalTime()).isEqualTo(Walk.START + HOUR);
        assertThat(first.entryTime()).isEqualTo(Walk.START + 2 * HOUR);
        assertThat(first.entryPrice()).as("112 and 0.5 %").isEqualTo(112.56, EXACTLY);
        assertThat(first.exitTime()).isEqualTo(Walk.START + 4 * HOUR);
        assertThat(first.exitPrice()).as("110 less 0.5 %").isEqualTo(109.45, EXACTLY);
        assertThat(first.candles()).isEqualTo(2);
        assertThat(first.returned())
                .as("109.45 less 1 % by 112.56 and 1 %")
                .isEqualTo(108.3555 / 113.6856 - 1, EXACTLY);
        assertThat(first.state()).isEqualTo(State.CLOSED);
        TradeOutcome second = trades.get(1);
        assertThat(second.entryPrice()).isEqualTo(100.5, EXACTLY);
        assertThat(second.exitTime()).isEqualTo(Walk.START + 8 * HOUR);
        assertThat(second.exitPrice()).as("the last close, not traded").isEqualTo(105);
        assertThat(second.returned()).isEqualTo(105 / 101.505 - 1, EXACTLY);
        assertThat(second.state()).isEqualTo(State.OPEN);
        assertThat(evaluation.events()).isEqualTo(new EventCounts(3, 1, 1));
    }

    @Test
    void sumsUpByTheEquityOfEveryOpenAndClose() {
        Evaluation evaluation =
                Evaluation.of(prices(PRICES), EVENTS, new TradingRules(Side.LONG, 100, 50));

        double first = 108.3555 / 113.6856;
        assertThat(evaluation.equity())
                .containsExactly(
                        new double[] {
                            1,
                            1,
                            120 / 113.6856,
                            125 / 113.6856,
                            first,
                            first,
                            first * 102 / 101.505,
                            first * 105 / 101.505
                        },
                        EXACTLY);
        Performance performance = evaluation.performance();
        assertThat(performance.trades()).isEqualTo(2);
        assertThat(performance.winRate()).as("of the closed one").isZero();
        assertThat(performance.averageReturn()).isEqualTo(first - 1, EXACTLY);
        assertThat(performance.totalReturn()).isEqualTo(first * 105 / 101.505 - 1, EXACTLY);
        assertThat(performance.maxDrawdown())
                .as("from the close at 125 to the exit")
                .isEqualTo(1 - 108.3555 / 125, EXACTLY);
        assertThat(performance.buyAndHold()).isEqualTo(105 / 101.505 - 1, EXACTLY);
        assertThat(performance.exposure()).as("candles 2, 3, 6 and 7 of 8").isEqualTo(0.5);
    }

    @Test
    void turnsRoundWhereBothSidesAreHeld() {
        Evaluation evaluation =
                Evaluation.of(prices(PRICES), EVENTS, new TradingRules(Side.BOTH, 0, 0));

        assertThat(evaluation.trades())
                .extracting(TradeOutcome::isLong)
                .containsExactly(true, false, true);
        assertThat(evaluation.trades())
                .extracting(TradeOutcome::returned)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
                .containsExactly(110.0 / 112 - 1, 1 - 100.0 / 110, 105.0 / 100 - 1);
        assertThat(evaluation.performance().totalReturn())
                .isEqualTo(110.0 / 112 * (2 - 100.0 / 110) * 1.05 - 1, EXACTLY);
        assertThat(evaluation.performance().winRate()).isEqualTo(0.5);
    }

    @Test
    void sellsFirstWhereOnlyShortsAreHeld() {
        Evaluation evaluation =
                Evaluation.of(prices(PRICES), EVENTS, new TradingRules(Side.SHORT, 100, 0));

        assertThat(evaluation.trades()).hasSize(1);
        assertThat(evaluation.trades().get(0).returned())
                .as("sold at 110 less 1 %, bought at 100 and 1 %")
                .isEqualTo(1 - (101.0 - 108.9) / 108.9 - 1, EXACTLY);
        assertThat(evaluation.events()).isEqualTo(new EventCounts(2, 2, 1));
    }

    @Test
    void aShortThatDoublesIsAllLostAndTheEnd() {
        double[][] prices = {{100, 100}, {100, 150}, {150, 230}, {230, 90}, {90, 80}};
        Evaluation evaluation =
                Evaluation.of(
                        prices(prices),
                        List.of(
                                event(0, SignalType.SELL),
                                event(2, SignalType.BUY),
                                event(3, SignalType.SELL)),
                        new TradingRules(Side.BOTH, 0, 0));

        assertThat(evaluation.trades()).hasSize(1);
        assertThat(evaluation.trades().get(0).state()).isEqualTo(State.WIPED_OUT);
        assertThat(evaluation.trades().get(0).returned()).isEqualTo(-1, EXACTLY);
        assertThat(evaluation.equity()).containsExactly(new double[] {1, 0.5, 0, 0, 0}, EXACTLY);
        assertThat(evaluation.performance().maxDrawdown()).isEqualTo(1, EXACTLY);
    }

    @Test
    void nothingHappensWithoutEventsInside() {
        Evaluation evaluation =
                Evaluation.of(
                        prices(PRICES), List.of(event(7, SignalType.BUY)), TradingRules.DEFAULT);

        assertThat(evaluation.trades()).isEmpty();
        assertThat(evaluation.events()).isEqualTo(new EventCounts(0, 0, 1));
        assertThat(evaluation.performance())
                .isEqualTo(new Performance(0, Double.NaN, Double.NaN, 0, 0, 105.0 / 100 - 1, 0));
    }
}
