package dev.candlemill.indicator;

import java.util.List;

/**
 * The last candles of a series, newest first: 0 is the current candle. Holds only where in a
 * series' state which field stands, never a series itself, so that threads may share one.
 *
 * <p>In the state: how many candles the series had, the current session's epoch day, then for each
 * field that anybody looks back at the position of the newest candle in its ring, and the ring.
 */
public final class CandleWindow {

    static final int COUNT = 0;
    static final int SESSION_DATE = 1;
    static final int HEADER = 2;

    private final int[] lengths;
    private final int[] places = new int[Field.values().length];
    private final int size;

    /** By the length of each field's ring; 0 where nobody looks back at it. */
    CandleWindow(int[] lengths) {
        this.lengths = lengths.clone();
        int end = HEADER;
        for (int field = 0; field < lengths.length; field++) {
            places[field] = end;
            end += lengths[field] == 0 ? 0 : 1 + lengths[field];
        }
        size = end;
    }

    /** With rings as long as the farthest look back. */
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
        state[COUNT] = otherState[COUNT];
        state[SESSION_DATE] = otherState[SESSION_DATE];
        for (int field = 0; field < lengths.length; field++) {
            int both = Math.min(lengths[field], other.lengths[field]);
            if (both > 0) {
                state[places[field]] = both - 1;
                for (int back = 0; back < both; back++) {
                    state[places[field] + both - back] = other.get(field, otherState, back);
                }
            }
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
        push(state, Field.OPEN, candle.open);
        push(state, Field.HIGH, candle.high);
        push(state, Field.LOW, candle.low);
        push(state, Field.CLOSE, candle.close);
        push(state, Field.VOLUME, candle.volume);
    }

    private void push(double[] state, Field field, double value) {
        int length = lengths[field.ordinal()];
        if (length == 0) {
            return;
        }
        int place = places[field.ordinal()];
        int position = (int) state[place] + 1;
        if (position == length) {
            position = 0;
        }
        state[place] = position;
        state[place + 1 + position] = value;
    }

    /** Candles of the series so far, as far as this state goes back. */
    public long count(double[] state) {
        return (long) state[COUNT];
    }

    /** Epoch day of the current candle's session. */
    public int sessionDate(double[] state) {
        return (int) state[SESSION_DATE];
    }

    /** A field of an earlier candle; {@code back} is below what the reader's lookback says. */
    public double get(Field field, double[] state, int back) {
        return get(field.ordinal(), state, back);
    }

    public double high(double[] state, int back) {
        return get(1, state, back);
    }

    public double low(double[] state, int back) {
        return get(2, state, back);
    }

    public double close(double[] state, int back) {
        return get(3, state, back);
    }

    public double volume(double[] state, int back) {
        return get(4, state, back);
    }

    private double get(int field, double[] state, int back) {
        int place = places[field];
        int index = (int) state[place] - back;
        return state[place + 1 + (index < 0 ? index + lengths[field] : index)];
    }
}
