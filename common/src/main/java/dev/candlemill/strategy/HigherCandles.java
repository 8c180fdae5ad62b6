package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.Indicator;
import dev.candlemill.indicator.SeriesCandle;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last candles of a timeframe, kept for strategies on lower ones: in the state of this
 * timeframe a ring of closing times and closes, and one per indicator with the candles that it has
 * seen and its values. All rings turn together; an indicator that was added later has seen none.
 */
final class HigherCandles {

    private static final int CANDLE = 3;
    private static final int CLOSE_TIME = 0;
    private static final int COMPLETE = 1;
    private static final int CLOSE = 2;

    /** One may close later than the lower candle, and those within an hour's grace do not count. */
    private static final int LEAST_SLOTS = 3;

    private static final int MINUTES_OF_GRACE = 60;

    private final int slots;
    private final int at;
    private final Map<String, Ring> rings = new LinkedHashMap<>();

    private record Ring(Indicator indicator, int at) {
        int width() {
            return 1 + indicator.valueNames().size();
        }
    }

    HigherCandles(Timeframe timeframe, StateLayout layout) {
        int minutes = timeframe.isIntraday() ? timeframe.minutes() : MINUTES_OF_GRACE;
        this.slots = LEAST_SLOTS + (MINUTES_OF_GRACE + minutes - 1) / minutes;
        this.at = layout.add("candles", 1 + slots * CANDLE);
    }

    void keep(StrategyPlan.Input input, StateLayout layout) {
        int width = 1 + input.indicator().valueNames().size();
        int ringAt = layout.add(input.canonical(), slots * width);
        rings.putIfAbsent(input.canonical(), new Ring(input.indicator(), ringAt));
    }

    /** Takes in the timeframe's next candle. */
    void push(double[] state, Row row) {
        int slot = slot(state[at]++);
        SeriesCandle candle = row.candle;
        int to = at + 1 + slot * CANDLE;
        state[to + CLOSE_TIME] = candle.closeTime;
        state[to + COMPLETE] = candle.complete ? 1 : 0;
        state[to + CLOSE] = candle.close;
        rings.forEach(
                (name, ring) -> {
                    int width = ring.width();
                    int ringTo = ring.at + slot * width;
                    state[ringTo] = row.barCount(name);
                    System.arraycopy(row.values, row.position(name), state, ringTo + 1, width - 1);
                });
    }

    private int slot(double count) {
        return (int) ((long) count % slots);
    }

    /** The slot of the last candle that was final when another closed; -1 for none. */
    int lastFinal(double[] state, long closeTime, long graceMillis) {
        double count = state[at];
        for (int back = 1; back <= slots && back <= count; back++) {
            int slot = slot(count - back);
            int from = at + 1 + slot * CANDLE;
            double wait = state[from + COMPLETE] == 1 ? 0 : graceMillis;
            if (state[from + CLOSE_TIME] + wait <= closeTime) {
                return slot;
            }
        }
        return -1;
    }

    double close(double[] state, int slot) {
        return state[at + 1 + slot * CANDLE + CLOSE];
    }

    /** Candles that an indicator had seen when the slot's candle was built. */
    double barCount(double[] state, int slot, String indicator) {
        Ring ring = ring(indicator);
        return state[ring.at + slot * ring.width()];
    }

    /** Copies an indicator's values; NaN where it had seen nothing yet. */
    void copy(double[] state, int slot, String indicator, double[] to, int position) {
        Ring ring = ring(indicator);
        int from = ring.at + slot * ring.width();
        for (int i = 1; i < ring.width(); i++) {
            to[position + i - 1] = state[from] == 0 ? Double.NaN : state[from + i];
        }
    }

    private Ring ring(String indicator) {
        Ring ring = rings.get(indicator);
        if (ring == null) {
            throw new IllegalStateException(indicator + " is not kept");
        }
        return ring;
    }
}
