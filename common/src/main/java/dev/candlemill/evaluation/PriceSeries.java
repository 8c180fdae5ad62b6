package dev.candlemill.evaluation;

import dev.candlemill.indicator.CandleSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * Candles of a range as a ta4j series with two bars each, the open and then the close: ta4j's
 * criteria value positions at closes only, and trades happen at opens.
 */
public final class PriceSeries {

    private final CandleSeries candles;
    private final int from;
    private final int to;
    private final BarSeries series;

    /**
     * @param from the first candle's number
     * @param to the number after the last one's
     */
    public PriceSeries(CandleSeries candles, int from, int to) {
        if (from < 0 || to > candles.size() || from >= to) {
            throw new IllegalArgumentException(
                    "candles " + from + " to " + to + " of " + candles.size() + ": expected some");
        }
        this.candles = candles;
        this.from = from;
        this.to = to;
        List<Bar> bars = new ArrayList<>(2 * (to - from));
        for (int i = from; i < to; i++) {
            bars.add(bar(candles.openTime(i), candles.open(i)));
            bars.add(bar(candles.closeTime(i), candles.close(i)));
        }
        series = new BaseBarSeries("prices", bars, DoubleNum.valueOf(0));
    }

    private static Bar bar(long time, double price) {
        ZonedDateTime end = Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC);
        Num num = DoubleNum.valueOf(price);
        return BaseBar.builder()
                .timePeriod(Duration.ofMillis(1))
                .endTime(end)
                .openPrice(num)
                .highPrice(num)
                .lowPrice(num)
                .closePrice(num)
                .volume(DoubleNum.valueOf(0))
                .amount(DoubleNum.valueOf(0))
                .trades(0)
                .build();
    }

    BarSeries series() {
        return series;
    }

    CandleSeries all() {
        return candles;
    }

    /** Number of the first candle in the whole series. */
    public int from() {
        return from;
    }

    /** Number after the last candle. */
    public int to() {
        return to;
    }

    /** How many candles the range has. */
    public int candles() {
        return to - from;
    }

    /** Where ta4j finds a candle's open; its close follows. */
    int openIndex(int candle) {
        return 2 * (candle - from);
    }

    int closeIndex(int candle) {
        return openIndex(candle) + 1;
    }
}
