package dev.candlemill.benchmarks.ta4j;

import dev.candlemill.candle.CandlePage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Function;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorDIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandFacade;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.numeric.NumericIndicator;
import org.ta4j.core.indicators.volume.MoneyFlowIndexIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * One symbol's candles of one timeframe as a bounded ta4j series of doubles, with the catalogue's
 * 22 values by ta4j's cached indicators. ta4j's VWAP goes over a number of candles, not a session.
 */
final class Ta4jSeries {

    /** Twice the longest look back. */
    private static final int BARS_KEPT = 400;

    private static final int VWAP_CANDLES = 20;

    private static final Function<Number, Num> DOUBLES = DoubleNum::valueOf;

    private final BarSeries bars =
            new BaseBarSeriesBuilder().withNumTypeOf(DOUBLES).withMaxBarCount(BARS_KEPT).build();
    private final List<Indicator<Num>> values = values(bars);

    /** Takes in the next candle. Returns a checksum of its values. */
    long add(CandlePage page, int i) {
        ZonedDateTime close =
                ZonedDateTime.ofInstant(Instant.ofEpochMilli(page.closeTime(i)), ZoneOffset.UTC);
        bars.addBar(close, page.open(i), page.high(i), page.low(i), page.close(i), page.volume(i));
        int current = bars.getEndIndex();
        long bits = 0;
        for (Indicator<Num> value : values) {
            bits = bits * 31 + Double.doubleToRawLongBits(value.getValue(current).doubleValue());
        }
        return bits;
    }

    private static List<Indicator<Num>> values(BarSeries bars) {
        ClosePriceIndicator close = new ClosePriceIndicator(bars);
        MACDIndicator macd = new MACDIndicator(close, 12, 26);
        EMAIndicator signal = new EMAIndicator(macd, 9);
        StochasticOscillatorKIndicator fastK = new StochasticOscillatorKIndicator(bars, 14);
        BollingerBandFacade bollinger = new BollingerBandFacade(bars, 20, 2);
        return List.of(
                new SMAIndicator(close, 20),
                new SMAIndicator(close, 50),
                new SMAIndicator(close, 200),
                new EMAIndicator(close, 12),
                new EMAIndicator(close, 26),
                macd,
                signal,
                NumericIndicator.of(macd).minus(signal),
                new ADXIndicator(bars, 14),
                new PlusDIIndicator(bars, 14),
                new MinusDIIndicator(bars, 14),
                new RSIIndicator(close, 14),
                fastK,
                new StochasticOscillatorDIndicator(fastK),
                new CCIIndicator(bars, 20),
                bollinger.upper(),
                bollinger.middle(),
                bollinger.lower(),
                new ATRIndicator(bars, 14),
                new OnBalanceVolumeIndicator(bars),
                new VWAPIndicator(bars, VWAP_CANDLES),
                new MoneyFlowIndexIndicator(bars, 14));
    }
}
