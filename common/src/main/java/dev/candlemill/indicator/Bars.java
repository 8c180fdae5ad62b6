package dev.candlemill.indicator;

import dev.candlemill.spec.Parameter;

/** The parameters that are numbers of candles. */
final class Bars {

    static final String NAME = "bars";

    /** Of windows: state grows with it. */
    private static final int MAX_WINDOW = 5000;

    /** Of averages with a memory that fades: their lengths grow with it. */
    private static final int MAX_SMOOTHED = 1000;

    private Bars() {}

    static Parameter window(int byDefault) {
        return window(NAME, 1, byDefault, "candles in the window");
    }

    static Parameter window(String name, int min, int byDefault, String description) {
        return Parameter.integer(name, "candles", min, MAX_WINDOW, byDefault, description);
    }

    /** Of an average of averages. */
    static Parameter smoothedTwice(int byDefault) {
        return Parameter.integer(
                NAME, "candles", 1, MAX_SMOOTHED / 2, byDefault, "candles of the averages");
    }

    static Parameter smoothed(int byDefault) {
        return smoothed(NAME, byDefault, "candles of the average");
    }

    static Parameter smoothed(String name, int byDefault, String description) {
        return Parameter.integer(name, "candles", 1, MAX_SMOOTHED, byDefault, description);
    }
}
