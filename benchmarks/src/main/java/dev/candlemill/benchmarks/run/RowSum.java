package dev.candlemill.benchmarks.run;

import dev.candlemill.candle.CandlePage;

/** A checksum of rows that does not depend on their order, nor on how they are cut into pages. */
public final class RowSum {

    private RowSum() {}

    /** What the rows of a page add. */
    public static long of(CandlePage page) {
        long symbol = page.symbol().hashCode();
        long sum = 0;
        for (int i = 0; i < page.size(); i++) {
            sum +=
                    of(
                            symbol,
                            page.timeframe(i).ordinal(),
                            page.openTime(i),
                            page.open(i),
                            page.high(i),
                            page.low(i),
                            page.close(i),
                            page.volume(i),
                            counts(page.barCount(i), page.inputCount(i)));
        }
        return sum;
    }

    /** The same of the rows' indicator values only; 0 when none are computed. */
    public static long ofValues(CandlePage page) {
        int width = page.valueNames().width();
        long sum = 0;
        for (int i = 0; width > 0 && i < page.size(); i++) {
            long bits = page.openTime(i);
            for (int k = 0; k < width; k++) {
                bits = bits * 31 + Double.doubleToRawLongBits(page.value(i, k));
            }
            sum += bits;
        }
        return sum;
    }

    /** What one row adds. Cheap: it is part of what is measured. */
    public static long of(
            long symbolHash,
            int timeframe,
            long openTime,
            double open,
            double high,
            double low,
            double close,
            double volume,
            long counts) {
        long bits = Double.doubleToRawLongBits(open);
        bits = bits * 31 + Double.doubleToRawLongBits(high);
        bits = bits * 31 + Double.doubleToRawLongBits(low);
        bits = bits * 31 + Double.doubleToRawLongBits(close);
        bits = bits * 31 + Double.doubleToRawLongBits(volume);
        bits = bits * 31 + counts;
        bits = bits * 31 + openTime;
        bits = bits * 31 + timeframe;
        bits = (bits + symbolHash) * 0x9E3779B97F4A7C15L;
        return bits ^ (bits >>> 32);
    }

    public static long counts(int barCount, int inputCount) {
        return ((long) barCount << 32) + inputCount;
    }
}
