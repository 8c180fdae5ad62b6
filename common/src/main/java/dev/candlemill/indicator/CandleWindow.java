package dev.candlemill.indicator;

/**
 * Consecutive candles of one series as formulas see them: one of them is the current candle, 0
 * candles back, and behind it stand the ones before, as far as the farthest look back.
 *
 * <p>Each field's values stand side by side, newest first: those of the new candles, then those
 * that the series' state remembers. Going to the next candle moves nothing. Reused over series; not
 * thread-safe.
 */
public final class CandleWindow {

    private static final int HIGH = Field.HIGH.ordinal();
    private static final int LOW = Field.LOW.ordinal();
    private static final int CLOSE = Field.CLOSE.ordinal();
    private static final int VOLUME = Field.VOLUME.ordinal();
    private static final int FIELDS = Field.values().length;

    /** Names of scratch arrays. */
    static final int COMBINED = 0;

    static final int MEANS = 1;
    static final int HIGHEST = 2;
    static final int LOWEST = 3;

    private WindowLayout layout = new WindowLayout(new int[FIELDS]);
    private int candles;
    private long countBefore;
    private double[] data = {};
    private int[] sessionDates = {};
    private final double[][] scratch = new double[4][0];

    /** Of each field the place of the newest of the new candles. */
    private final int[] places = new int[FIELDS];

    private int current;
    private int high;
    private int low;
    private int close;
    private int volume;

    /** Takes up a series where its state left off, with room for so many new candles. */
    void begin(WindowLayout windowLayout, double[] state, int newCandles) {
        layout = windowLayout;
        candles = newCandles;
        countBefore = (long) state[WindowLayout.COUNT];
        int room = layout.size() + FIELDS * newCandles;
        if (data.length < room) {
            data = new double[room];
        }
        if (sessionDates.length < newCandles) {
            sessionDates = new int[newCandles];
        }
        int end = 0;
        for (int field = 0; field < FIELDS; field++) {
            places[field] = end;
            int length = layout.length(field);
            System.arraycopy(state, layout.place(field), data, end + candles, length);
            end += candles + length;
        }
    }

    /** Fills in a new candle, from 0 for the first. */
    void put(int i, SeriesCandle candle) {
        int at = candles - 1 - i;
        data[places[0] + at] = candle.open;
        data[places[HIGH] + at] = candle.high;
        data[places[LOW] + at] = candle.low;
        data[places[CLOSE] + at] = candle.close;
        data[places[VOLUME] + at] = candle.volume;
        sessionDates[i] = candle.sessionDate;
    }

    /** Makes a new candle the current one. */
    void moveTo(int i) {
        int at = candles - 1 - i;
        current = i;
        high = places[HIGH] + at;
        low = places[LOW] + at;
        close = places[CLOSE] + at;
        volume = places[VOLUME] + at;
    }

    /** Lets the state remember the new candles. */
    void end(double[] state) {
        state[WindowLayout.COUNT] = countBefore + candles;
        state[WindowLayout.SESSION_DATE] = sessionDates[candles - 1];
        for (int field = 0; field < FIELDS; field++) {
            int length = layout.length(field);
            System.arraycopy(data, places[field], state, layout.place(field), length);
        }
    }

    /** New candles. */
    int candles() {
        return candles;
    }

    /** Candles of the series before the new ones. */
    long countBefore() {
        return countBefore;
    }

    /** Epoch day of a new candle's session. */
    int sessionDate(int i) {
        return sessionDates[i];
    }

    /** Where the last new candle's value of a field stands; older ones follow. */
    int newest(Field field) {
        return places[field.ordinal()];
    }

    /** One of a few arrays for results on the way; what it holds is of no use to anybody else. */
    double[] scratch(int which, int length) {
        double[] array = scratch[which];
        if (array.length < length) {
            array = new double[Math.max(length, 2 * array.length)];
            scratch[which] = array;
        }
        return array;
    }

    /** Where {@link #place} and {@link #newest} point into. */
    double[] data() {
        return data;
    }

    /** Where the current candle's value of a field stands; older ones follow. */
    int place(Field field) {
        return places[field.ordinal()] + candles - 1 - current;
    }

    public double high(int back) {
        return data[high + back];
    }

    public double low(int back) {
        return data[low + back];
    }

    public double close(int back) {
        return data[close + back];
    }

    public double volume(int back) {
        return data[volume + back];
    }
}
