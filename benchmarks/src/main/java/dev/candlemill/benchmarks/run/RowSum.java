package dev.candlemill.benchmarks.run;

/** A checksum of rows that does not depend on their order, nor on how they are cut into pages. */
public final class RowSum {

    private RowSum() {}

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
