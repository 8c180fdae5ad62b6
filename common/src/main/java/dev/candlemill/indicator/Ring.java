package dev.candlemill.indicator;

/** The last values of a formula's own making, newest first. Remembers the position, and them. */
final class Ring {

    private final int offset;
    private final int length;

    Ring(int offset, int length) {
        this.offset = offset;
        this.length = length;
    }

    static int size(int length) {
        return 1 + length;
    }

    void push(double[] state, int at, double value) {
        int place = at + offset;
        int position = (int) state[place] + 1;
        if (position == length) {
            position = 0;
        }
        state[place] = position;
        state[place + 1 + position] = value;
    }

    double get(double[] state, int at, int back) {
        int place = at + offset;
        int index = (int) state[place] - back;
        return state[place + 1 + (index < 0 ? index + length : index)];
    }

    double mean(double[] state, int at) {
        double sum = 0;
        for (int back = 0; back < length; back++) {
            sum += get(state, at, back);
        }
        return sum / length;
    }

    /** The mean with weights 1 for the oldest up to the length for the newest. */
    double weightedMean(double[] state, int at) {
        double sum = 0;
        for (int back = 0; back < length; back++) {
            sum += (length - back) * get(state, at, back);
        }
        return sum / (length * (length + 1) / 2.0);
    }

    double highest(double[] state, int at) {
        double highest = get(state, at, 0);
        for (int back = 1; back < length; back++) {
            highest = Math.max(highest, get(state, at, back));
        }
        return highest;
    }

    double lowest(double[] state, int at) {
        double lowest = get(state, at, 0);
        for (int back = 1; back < length; back++) {
            lowest = Math.min(lowest, get(state, at, back));
        }
        return lowest;
    }
}
