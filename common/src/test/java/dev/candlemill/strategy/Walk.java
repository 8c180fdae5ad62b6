package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.SeriesCandle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Candles to try strategies on: around the clock, all of one length. */
public final class Walk {

    /** 2025-01-06T00:00:00Z, a Monday. */
    public static final long START = 1_736_121_600_000L;

    private Walk() {}

    /** A random walk of the close around 100, the same for the same seed. */
    public static List<SeriesCandle> random(Timeframe timeframe, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] closes = new double[count];
        double close = 100;
        for (int i = 0; i < count; i++) {
            close *= 1 + 0.02 * (random.nextDouble() - 0.5);
            closes[i] = close;
        }
        return closes(timeframe, closes);
    }

    /** Candles of the closes; each opens at the close before and reaches a little beyond both. */
    public static List<SeriesCandle> closes(Timeframe timeframe, double... closes) {
        List<SeriesCandle> candles = new ArrayList<>();
        for (int i = 0; i < closes.length; i++) {
            double open = i == 0 ? closes[0] : closes[i - 1];
            candles.add(candle(timeframe, i, open, closes[i]));
        }
        return candles;
    }

    /** The candle of a place on the grid, complete. */
    public static SeriesCandle candle(Timeframe timeframe, int number, double open, double close) {
        long length = (timeframe.isIntraday() ? timeframe.minutes() : 1440) * 60_000L;
        SeriesCandle candle = new SeriesCandle();
        candle.timeframe = timeframe.ordinal();
        candle.openTime = START + number * length;
        candle.closeTime = candle.openTime + length;
        candle.sessionDate = (int) Math.floorDiv(candle.openTime, 86_400_000L);
        candle.open = open;
        candle.close = close;
        candle.high = Math.max(open, close) * 1.001;
        candle.low = Math.min(open, close) * 0.999;
        candle.volume = 1_000 + 37 * (number % 11);
        candle.complete = true;
        return candle;
    }
}
