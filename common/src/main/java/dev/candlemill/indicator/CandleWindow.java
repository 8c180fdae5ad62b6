package dev.candlemill.indicator;

import java.util.List;

/**
 * The last candles of a series, newest first: 0 is the current candle. Holds only where in a
 * series' state which field stands, never a series itself, so that threads may share one.
 *
 * <p>In the state: how many candles the series had, the current session's epoch day, then each
 * field's last values, newest first. They move up by one with each candle; that is cheaper than a
 * ring, as every look back is then an index, and looks back outnumber candles by far.
 */
public final class CandleWindow {

    static final int COUNT = 0;
    static final int SESSION_DATE = 1;
    static final int HEADER = 2;

    private final int[] lengths;
    private final int[] places = new int[Field.values().length];
    private final int size;
    private final int high;
    private final int low;
    private final int close;
    private final int volume;

    /** By how many values of each field are kept; 0 where nobody looks back at it. */
    CandleWindow(int[] lengths) {
        this.lengths = lengths.clone();
        int end = HEADER;
        for (int field = 0; field < lengths.length; field++) {
            places[field] = end;
            end += lengths[field];
        }
        size = end;
        high = places[Field.HIGH.ordinal()];
        low = places[Field.LOW.ordinal()];
        close = places[Field.CLOSE.ordinal()];
        volume = places[Field.VOLUME.ordinal()];
    }

    /** As long as the farthest look back. */
    static CandleWindow of(List<Indicator> indicators) {
        int[] lengths = new int[Field.values().length];
        for (Field field : Field.values()) {
            for (Indicator indicator : indicators) {
                lengths[field.ordinal()] =
                        Math.max(lengths[field.ordinal()], indicator.lookback(field));
            }
        }
        return new CandleWindow(lengths);
    }

    /** Takes over another window's candles: as many as both have room for. */
    void adopt(double[] state, CandleWindow other, double[] otherState) {
        System.arraycopy(otherState, 0, state, 0, HEADER);
        for (int field = 0; field < lengths.length; field++) {
            System.arraycopy(
                    otherState,
                    other.places[field],
                    state,
                    places[field],
                    Math.min(lengths[field], other.lengths[field]));
        }
    }

    int size() {
        return size;
    }

    int length(Field field) {
        return lengths[field.ordinal()];
    }

    void push(double[] state, SeriesCandle candle) {
        state[COUNT]++;
        state[SESSION_DATE] = candle.sessionDate;
        push(state, 0, candle.open);
        push(state, 1, candle.high);
        push(state, 2, candle.low);
        push(state, 3, candle.close);
        push(state, 4, candle.volume);
    }

    private void push(double[] state, int field, double value) {
        int length = lengths[field];
        if (length > 0) {
            int place = places[field];
            if (length > 1) {
                System.arraycopy(state, place, state, place + 1, length - 1);
            }
            state[place] = value;
        }
    }

    /** Candles of the series so far, as far as this state goes back. */
    public long count(double[] state) {
        return (long) state[COUNT];
    }

    /** Epoch day of the current candle's session. */
    public int sessionDate(double[] state) {
        return (int) state[SESSION_DATE];
    }

    /** Where the newest value of a field stands; older ones follow. */
    int place(Field field) {
        return places[field.ordinal()];
    }

    /** A field of an earlier candle; {@code back} is below what the reader's lookback says. */
    public double get(Field field, double[] state, int back) {
        return state[places[field.ordinal()] + back];
    }

    public double high(double[] state, int back) {
        return state[high + back];
    }

    public double low(double[] state, int back) {
        return state[low + back];
    }

    public double close(double[] state, int back) {
        return state[close + back];
    }

    public double volume(double[] state, int back) {
        return state[volume + back];
    }
}
