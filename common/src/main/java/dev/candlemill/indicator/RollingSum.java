package dev.candlemill.indicator;

/**
 * The sum over a window, kept up by adding what comes and taking away what goes. Remembers two
 * doubles, the sum and what rounding took from it: about 32 digits, so that a large value that has
 * left leaves nothing behind, however many candles pass.
 */
final class RollingSum {

    static final int SIZE = 2;

    private final int offset;

    RollingSum(int offset) {
        this.offset = offset;
    }

    double add(double[] state, int at, double value) {
        int place = at + offset;
        double sum = state[place];
        double total = sum + value;
        double kept = total - sum;
        double lost = (sum - (total - kept)) + (value - kept);
        double rest = state[place + 1] + lost;
        double rounded = total + rest;
        state[place] = rounded;
        state[place + 1] = rest - (rounded - total);
        return rounded;
    }
}
