package dev.candlemill.indicator;

import java.util.List;

/**
 * How a series' state begins: how many candles the series had, the last one's session as epoch day,
 * then each field's last values, newest first. Immutable.
 */
final class WindowLayout {

    static final int COUNT = 0;
    static final int SESSION_DATE = 1;
    private static final int HEADER = 2;

    private final int[] lengths;
    private final int[] places = new int[Field.values().length];
    private final int size;

    /** By how many values of each field are kept; 0 where nobody looks back at it. */
    WindowLayout(int[] lengths) {
        this.lengths = lengths.clone();
        int end = HEADER;
        for (int field = 0; field < lengths.length; field++) {
            places[field] = end;
            end += lengths[field];
        }
        size = end;
    }

    /** As long as the farthest look back. */
    static WindowLayout of(List<Indicator> indicators) {
        int[] lengths = new int[Field.values().length];
        for (Field field : Field.values()) {
            for (Indicator indicator : indicators) {
                lengths[field.ordinal()] =
                        Math.max(lengths[field.ordinal()], indicator.lookback(field));
            }
        }
        return new WindowLayout(lengths);
    }

    /** Takes over another window's candles: as many as both have room for. */
    void adopt(double[] state, WindowLayout other, double[] otherState) {
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

    int length(int field) {
        return lengths[field];
    }

    /** Where the newest value of a field stands. */
    int place(int field) {
        return places[field];
    }
}
