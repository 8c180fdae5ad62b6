package dev.candlemill.indicator;

/**
 * The highest or lowest value of a window. Remembers how long ago it was, and searches the window
 * again only when it has left.
 */
final class Extreme {

    static final int SIZE = 1;

    /** Which of equal values counts. */
    enum Ties {
        LATEST,
        EARLIEST
    }

    private final int offset;
    private final Source source;
    private final int bars;
    private final boolean highest;
    private final boolean latest;

    private Extreme(int offset, Source source, int bars, boolean highest, Ties ties) {
        this.offset = offset;
        this.source = source;
        this.bars = bars;
        this.highest = highest;
        this.latest = ties == Ties.LATEST;
    }

    static Extreme highest(int offset, Source source, int bars) {
        return highest(offset, source, bars, Ties.LATEST);
    }

    static Extreme lowest(int offset, Source source, int bars) {
        return lowest(offset, source, bars, Ties.LATEST);
    }

    static Extreme highest(int offset, Source source, int bars, Ties ties) {
        return new Extreme(offset, source, bars, true, ties);
    }

    static Extreme lowest(int offset, Source source, int bars, Ties ties) {
        return new Extreme(offset, source, bars, false, ties);
    }

    /** The value after one more candle, of fewer candles than the window has while it fills. */
    double next(CandleWindow window, double[] state, int at) {
        return source.get(window, nextAge(window, state, at));
    }

    /** How many candles ago it was, after one more candle. */
    int nextAge(CandleWindow window, double[] state, int at) {
        int seen = Indicator.seen(state, at);
        int age = seen == 1 ? 0 : (int) state[at + offset] + 1;
        if (age >= bars) {
            age = search(window);
        } else if (age > 0 && beats(source.get(window, 0), source.get(window, age))) {
            age = 0;
        }
        state[at + offset] = age;
        return age;
    }

    private int search(CandleWindow window) {
        int age = bars - 1;
        double best = source.get(window, age);
        for (int back = bars - 2; back >= 0; back--) {
            double value = source.get(window, back);
            if (beats(value, best)) {
                best = value;
                age = back;
            }
        }
        return age;
    }

    private boolean beats(double later, double best) {
        if (later == best) {
            return latest;
        }
        return highest ? later > best : later < best;
    }
}
