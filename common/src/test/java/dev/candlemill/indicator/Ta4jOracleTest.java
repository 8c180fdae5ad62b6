package dev.candlemill.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.DoubleEMAIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.HMAIndicator;
import org.ta4j.core.indicators.KAMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.MMAIndicator;
import org.ta4j.core.indicators.ParabolicSarIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorDIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.StochasticRSIIndicator;
import org.ta4j.core.indicators.TripleEMAIndicator;
import org.ta4j.core.indicators.WMAIndicator;
import org.ta4j.core.indicators.WilliamsRIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.aroon.AroonDownIndicator;
import org.ta4j.core.indicators.aroon.AroonOscillatorIndicator;
import org.ta4j.core.indicators.aroon.AroonUpIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandFacade;
import org.ta4j.core.indicators.donchian.DonchianChannelLowerIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelMiddleIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.helpers.TRIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuKijunSenIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuSenkouSpanAIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuSenkouSpanBIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuTenkanSenIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelFacade;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.statistics.VarianceIndicator;
import org.ta4j.core.indicators.supertrend.SuperTrendIndicator;
import org.ta4j.core.indicators.volume.ChaikinMoneyFlowIndicator;
import org.ta4j.core.indicators.volume.MoneyFlowIndexIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * Ours beside ta4j's: they differ by their seeds only, so from {@code stableAfter} on not at all.
 */
final class Ta4jOracleTest {

    private static final List<SeriesCandle> MARKET = Candles.market(21, 6_500);
    private static final BarSeries SERIES = series(MARKET);
    private static final ClosePriceIndicator CLOSE = new ClosePriceIndicator(SERIES);

    /** ta4j counts the shift of a span from 1. */
    private static final int UNSHIFTED = 1;

    /** Where the line has turned often enough to have met ta4j's. */
    private static final int AFTER_TURNS = 2_000;

    /** Our value, times {@code factor}, and ta4j's indicator. */
    private record Pair(
            String indicator, int value, double factor, org.ta4j.core.Indicator<Num> theirs) {

        @Override
        public String toString() {
            return indicator + "#" + value + " and " + theirs.getClass().getSimpleName();
        }
    }

    private static Stream<Pair> pairs() {
        MACDIndicator macd = new MACDIndicator(CLOSE, 12, 26);
        BollingerBandFacade bollinger = new BollingerBandFacade(SERIES, 20, 2);
        KeltnerChannelFacade keltner = new KeltnerChannelFacade(SERIES, 20, 10, 2);
        StochasticOscillatorKIndicator stochastic = new StochasticOscillatorKIndicator(SERIES, 14);
        return Stream.of(
                pair("sma(20)", new SMAIndicator(CLOSE, 20)),
                pair("sma(200)", new SMAIndicator(CLOSE, 200)),
                pair("ema(12)", new EMAIndicator(CLOSE, 12)),
                pair("ema(200)", new EMAIndicator(CLOSE, 200)),
                pair("macd", macd),
                pair("macd", 1, new EMAIndicator(macd, 9)),
                pair("adx(14)", new ADXIndicator(SERIES, 14)),
                pair("adx(14)", 1, new PlusDIIndicator(SERIES, 14)),
                pair("adx(14)", 2, new MinusDIIndicator(SERIES, 14)),
                pair("rsi(14)", new RSIIndicator(CLOSE, 14)),
                pair("stochastic", stochastic),
                pair("stochastic", 1, new StochasticOscillatorDIndicator(stochastic)),
                pair("cci(20)", new CCIIndicator(SERIES, 20)),
                pair("bollinger", bollinger.upper()),
                pair("bollinger", 1, bollinger.middle()),
                pair("bollinger", 2, bollinger.lower()),
                pair("atr(14)", new ATRIndicator(SERIES, 14)),
                pair("vwma(14,source=typical)", new VWAPIndicator(SERIES, 14)),
                pair("mfi(14)", new MoneyFlowIndexIndicator(SERIES, 14)),
                pair("smma(14)", new MMAIndicator(CLOSE, 14)),
                pair("wma(20)", new WMAIndicator(CLOSE, 20)),
                pair("hma(16)", new HMAIndicator(CLOSE, 16)),
                pair("dema(20)", new DoubleEMAIndicator(CLOSE, 20)),
                pair("tema(20)", new TripleEMAIndicator(CLOSE, 20)),
                pair("kama", new KAMAIndicator(CLOSE, 10, 2, 30)),
                pair("roc(12)", new ROCIndicator(CLOSE, 12)),
                pair("williams_r", new WilliamsRIndicator(SERIES, 14)),
                new Pair("stochrsi(14,14,1,1)", 0, 0.01, new StochasticRSIIndicator(SERIES, 14)),
                pair("donchian(20)", new DonchianChannelUpperIndicator(SERIES, 20)),
                pair("donchian(20)", 1, new DonchianChannelMiddleIndicator(SERIES, 20)),
                pair("donchian(20)", 2, new DonchianChannelLowerIndicator(SERIES, 20)),
                pair("keltner", keltner.upper()),
                pair("keltner", 1, keltner.middle()),
                pair("keltner", 2, keltner.lower()),
                pair("supertrend", new SuperTrendIndicator(SERIES, 10, 3.0)),
                pair("supertrend(10,1)", new SuperTrendIndicator(SERIES, 10, 1.0)),
                pair("ichimoku", new IchimokuTenkanSenIndicator(SERIES, 9)),
                pair("ichimoku", 1, new IchimokuKijunSenIndicator(SERIES, 26)),
                pair("ichimoku", 2, unshiftedSpanA()),
                pair("ichimoku", 3, new IchimokuSenkouSpanBIndicator(SERIES, 52, UNSHIFTED)),
                pair("aroon(25)", new AroonUpIndicator(SERIES, 25)),
                pair("aroon(25)", 1, new AroonDownIndicator(SERIES, 25)),
                pair("aroon(25)", 2, new AroonOscillatorIndicator(SERIES, 25)),
                pair("cmf(20)", new ChaikinMoneyFlowIndicator(SERIES, 20)),
                pair("stddev(20)", new StandardDeviationIndicator(CLOSE, 20)),
                pair("variance(20)", new VarianceIndicator(CLOSE, 20)),
                pair("highest(20)", new HighestValueIndicator(new HighPriceIndicator(SERIES), 20)),
                pair("lowest(20)", new LowestValueIndicator(new LowPriceIndicator(SERIES), 20)),
                pair("tr", new TRIndicator(SERIES)));
    }

    private static Pair pair(String indicator, org.ta4j.core.Indicator<Num> theirs) {
        return pair(indicator, 0, theirs);
    }

    private static Pair pair(String indicator, int value, org.ta4j.core.Indicator<Num> theirs) {
        return new Pair(indicator, value, 1, theirs);
    }

    private static IchimokuSenkouSpanAIndicator unshiftedSpanA() {
        return new IchimokuSenkouSpanAIndicator(
                SERIES,
                new IchimokuTenkanSenIndicator(SERIES, 9),
                new IchimokuKijunSenIndicator(SERIES, 26),
                UNSHIFTED);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void agreesFromStableAfterOn(Pair pair) {
        int stable = Indicators.of(pair.indicator()).stableAfter();
        int from = (stable == Lengths.NEVER ? AFTER_TURNS : stable) - 1;
        double[] ours = Candles.column(Candles.values(pair.indicator(), MARKET), pair.value());

        for (int i = from; i < ours.length; i++) {
            if (pair.indicator().startsWith("mfi") && (ours[i] == 100 || ours[i] == 0)) {
                continue; // ta4j takes a flow of 1 where there is none.
            }
            assertThat(ours[i] * pair.factor())
                    .as("candle %s", i)
                    .isCloseTo(pair.theirs().getValue(i).doubleValue(), within(1e-9 * 100));
        }
    }

    @Test
    void changesTheOnBalanceVolumeAlike() {
        double[] ours = Candles.line("obv", MARKET);
        OnBalanceVolumeIndicator theirs = new OnBalanceVolumeIndicator(SERIES);

        for (int i = 1; i < ours.length; i++) {
            assertThat(ours[i] - ours[i - 1])
                    .isEqualTo(
                            theirs.getValue(i).doubleValue()
                                    - theirs.getValue(i - 1).doubleValue());
        }
    }

    /** ta4j's rules differ around turns, so an independent wording of Wilder's is the oracle. */
    @Test
    void stopsWhereWildersRulesStopAndWhereTa4jDoesOnMostCandles() {
        // Few candles: ta4j computes every value from the first candle on.
        List<SeriesCandle> candles = MARKET.subList(0, 900);
        double[] ours = Candles.line("psar", candles);
        ParabolicSarIndicator theirs = new ParabolicSarIndicator(series(candles));

        assertThat(sar(candles)).containsExactly(ours, within(1e-9));
        double[] explained = sarOfTa4j(candles);
        int equal = 0;
        for (int i = 400; i < ours.length; i++) {
            double value = theirs.getValue(i).doubleValue();
            equal += Math.abs(ours[i] - value) <= 1e-9 * 100 ? 1 : 0;
            assertThat(explained[i]).as("candle " + i).isCloseTo(value, within(1e-9 * 100));
        }
        assertThat(equal).isBetween(500 * 85 / 100, 499);
    }

    /**
     * All that ta4j does otherwise: it looks whether the stop is touched before it moves it out of
     * the last two candles, and moves even the stop of a turn out of the two before the current
     * one; a falling market must pass the stop to turn it. Begun as ours, equal after some turns.
     */
    private static double[] sarOfTa4j(List<SeriesCandle> candles) {
        double[] stops = new double[candles.size()];
        boolean rising = true;
        double stop = candles.get(0).low;
        double extreme = candles.get(1).high;
        double factor = 0.02;
        for (int i = 2; i < stops.length; i++) {
            SeriesCandle now = candles.get(i);
            SeriesCandle before = candles.get(i - 1);
            SeriesCandle earlier = candles.get(i - 2);
            stop += factor * (extreme - stop);
            double newest = rising ? now.high : now.low;
            if (rising ? now.low < stop : now.high >= stop) {
                stop = extreme;
                rising = !rising;
                extreme = rising ? now.high : now.low;
                factor = 0.02;
            } else if (rising ? newest > extreme : newest < extreme) {
                extreme = newest;
                factor = Math.min(factor + 0.02, 0.2);
            }
            stop =
                    rising
                            ? Math.min(stop, Math.min(before.low, earlier.low))
                            : Math.max(stop, Math.max(before.high, earlier.high));
            stops[i] = stop;
        }
        return stops;
    }

    /** Wilder's rules once more, in few lines; NaN for the first candle. */
    private static double[] sar(List<SeriesCandle> candles) {
        double[] stops = new double[candles.size()];
        stops[0] = Double.NaN;
        SeriesCandle first = candles.get(0);
        SeriesCandle last = candles.get(1);
        boolean rising = !(first.low - last.low > Math.max(0, last.high - first.high));
        double stop = rising ? first.low : first.high;
        double extreme = rising ? last.high : last.low;
        double factor = 0.02;
        for (int i = 1; i < stops.length; i++) {
            SeriesCandle before = candles.get(i - 1);
            SeriesCandle now = candles.get(i);
            double high = Math.max(before.high, now.high);
            double low = Math.min(before.low, now.low);
            if (rising ? now.low <= stop : now.high >= stop) {
                stop = rising ? Math.max(extreme, high) : Math.min(extreme, low);
                rising = !rising;
                extreme = rising ? now.high : now.low;
                factor = 0.02;
                stops[i] = stop;
            } else {
                stops[i] = stop;
                double newest = rising ? now.high : now.low;
                if (rising ? newest > extreme : newest < extreme) {
                    extreme = newest;
                    factor = Math.min(factor + 0.02, 0.2);
                }
            }
            stop += factor * (extreme - stop);
            stop = rising ? Math.min(stop, low) : Math.max(stop, high);
        }
        return stops;
    }

    @Test
    void leavesOutOnlyWhatTa4jLacks() {
        Set<String> compared = new TreeSet<>(Set.of("obv", "psar"));
        pairs().forEach(pair -> compared.add(Indicators.of(pair.indicator()).spec().name()));
        Map<String, String> lacking =
                Map.of(
                        "vwap", "a fixed number of candles: compared with vwma",
                        "trima", "none",
                        "momentum", "none",
                        "zscore", "none",
                        "rsi_ema", "an EMA of its RSI, both compared");

        assertThat(Indicators.all())
                .extracting(IndicatorDefinition::name)
                .allMatch(name -> compared.contains(name) != lacking.containsKey(name));
    }

    private static BarSeries series(List<SeriesCandle> candles) {
        Function<Number, Num> doubles = DoubleNum::valueOf;
        BarSeries series = new BaseBarSeriesBuilder().withNumTypeOf(doubles).build();
        ZonedDateTime end = ZonedDateTime.parse("2025-01-02T00:00:00Z");
        for (SeriesCandle c : candles) {
            end = end.plusMinutes(5);
            series.addBar(end, c.open, c.high, c.low, c.close, c.volume);
        }
        return series;
    }
}
