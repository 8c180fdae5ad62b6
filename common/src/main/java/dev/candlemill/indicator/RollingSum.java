package dev.candlemill.indicator;

/**
 * The sum over a window of candles, kept up by adding what comes and taking away what goes.
 * Remembers two doubles, the sum and what rounding took from it: about 32 digits, so that a large
 * value that has left leaves nothing behind. Now and then it is summed anew, so that nothing adds
 * up, however many candles pass.
 */
final class RollingSum {

    static final int SIZE = 2;

    /** Every 4096 candles; a mask, as a division would cost as much as the sum. */
    private static final int SUM_ANEW = 4095;

    private final int offset;
    private final Source source;
    private final int bars;

    RollingSum(int offset, Source source, int bars) {
        this.offset = offset;
        this.source = source;
        this.bars = bars;
    }

    /** How many candles it looks back at: the one that leaves, too. */
    static int lookback(int bars) {
        return bars + 1;
    }

    /** The mean after one more candle; that of equal values is exactly their value. */
    double nextMean(CandleWindow window, double[] state, int at) {
        int place = at + offset;
        int seen = Indicator.seen(state, at);
        double newest = source.get(window, state, 0);
        if (seen <= bars) {
            add(state, place, newest, 0);
        } else if ((seen & SUM_ANEW) == 0) {
            sumAnew(window, state, place);
        } else {
            add(state, place, newest, source.get(window, state, bars));
        }
        double sum = state[place] + state[place + 1];
        return sum == newest * bars ? newest : sum / bars;
    }

    private void sumAnew(CandleWindow window, double[] state, int place) {
        state[place] = 0;
        state[place + 1] = 0;
        for (int back = bars - 1; back >= 0; back--) {
            add(state, place, source.get(window, state, back), 0);
        }
    }

    private static void add(double[] state, int place, double comes, double goes) {
        double change = comes - goes;
        double sum = state[place];
        double total = sum + change;
        state[place] = total;
        state[place + 1] += lost(sum, change, total) + lost(comes, -goes, change);
    }

    /** What rounding took from a + b. */
    private static double lost(double a, double b, double sum) {
        double kept = sum - a;
        return (a - (sum - kept)) + (b - kept);
    }
}
