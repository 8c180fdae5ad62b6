package dev.candlemill.indicator;

/**
 * The sum over a window of values, kept up by adding what comes and taking away what goes.
 * Remembers two doubles, the sum and what rounding took from it: about 32 digits, so that a large
 * value that has left leaves nothing behind. Now and then it is summed anew, so that nothing adds
 * up, however many candles pass.
 */
final class RollingSum {

    static final int SIZE = 2;

    /** Every 4096 candles; a mask, as a division would cost as much as the sum. */
    private static final int SUM_ANEW = 4095;

    private final int bars;

    RollingSum(int bars) {
        this.bars = bars;
    }

    /** How many candles it looks back at: the one that leaves, too. */
    static int lookback(int bars) {
        return bars + 1;
    }

    /**
     * The means after each of some more values, as if all before the first had been 0; that of
     * equal values is exactly their value.
     *
     * @param seen candles before them
     * @param line the values, and {@link #lookback} candles before them
     * @param means takes as many as come
     */
    void means(double[] state, int at, int seen, Line line, double[] means, int count) {
        double[] data = line.data();
        double sum = state[at];
        double lost = state[at + 1];
        for (int i = 0; i < count; i++) {
            int place = line.newest() + count - 1 - i;
            int number = seen + i + 1;
            double comes = data[place];
            if (number > bars && (number & SUM_ANEW) == 0) {
                sum = 0;
                lost = 0;
                for (int back = bars - 1; back >= 0; back--) {
                    double value = data[place + back];
                    double total = sum + value;
                    lost += lost(sum, value, total);
                    sum = total;
                }
            } else {
                double goes = number > bars ? data[place + bars] : 0;
                double change = comes - goes;
                double total = sum + change;
                lost += lost(sum, change, total) + lost(comes, -goes, change);
                sum = total;
            }
            double exact = sum + lost;
            means[i] = exact == comes * bars ? comes : exact / bars;
        }
        state[at] = sum;
        state[at + 1] = lost;
    }

    /** What rounding took from a + b. */
    private static double lost(double a, double b, double sum) {
        double kept = sum - a;
        return (a - (sum - kept)) + (b - kept);
    }
}
