package dev.candlemill.candle;

import dev.candlemill.calendar.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The {@link SeriesState} of every timeframe of one fold. The current fold's are entries of their
 * own in the store, read and written as they are touched; an anchor has them all with it.
 */
final class SeriesMemory {

    private static final int COUNT = Timeframe.count();

    private final @Nullable SeriesState[] series = new SeriesState[COUNT];
    private final boolean[] touched = new boolean[COUNT];
    private Layouts layouts = Layouts.NONE;
    private @Nullable SymbolStore store;

    /** From now on what is missing comes from the store, in the plan's layout. */
    void backedBy(SymbolStore symbolStore, SymbolPlan plan) {
        store = symbolStore;
        layouts = plan.layouts();
    }

    boolean isEmpty() {
        return layouts == Layouts.NONE;
    }

    /** To be changed in place. */
    SeriesState touch(int timeframe, SymbolPlan plan) {
        touched[timeframe] = true;
        SeriesState state = series[timeframe];
        if (state != null) {
            return state;
        }
        try {
            state = load(timeframe);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "cannot read the state of series " + Timeframe.of(timeframe).wire(), e);
        }
        if (state == null) {
            state = plan.newSeries(timeframe);
            series[timeframe] = state;
        }
        return state;
    }

    private @Nullable SeriesState load(int timeframe) throws Exception {
        SeriesState state = series[timeframe];
        if (state == null && store != null && !isEmpty()) {
            state = store.series(timeframe);
            series[timeframe] = state;
        }
        return state;
    }

    /** Writes back what was touched. */
    void flush() throws Exception {
        for (int t = 0; t < COUNT; t++) {
            SeriesState state = series[t];
            if (touched[t] && store != null && state != null) {
                store.putSeries(t, state);
            }
            touched[t] = false;
            series[t] = null;
        }
    }

    /** Becomes an exact copy of a memory that is not backed by a store. */
    void copyFrom(SeriesMemory other) {
        layouts = other.layouts;
        for (int t = 0; t < COUNT; t++) {
            SeriesState state = other.series[t];
            series[t] = state == null ? null : state.copy();
        }
    }

    /** Becomes a copy of another fold's memory, layout included. */
    void copyFrom(SeriesMemory other, SymbolPlan plan) throws Exception {
        layouts = other.layouts;
        for (int t = 0; t < COUNT; t++) {
            SeriesState state = other.load(t);
            series[t] = state != null ? state.copy() : store == null ? null : plan.newSeries(t);
            touched[t] = true;
        }
    }

    /** Translates memory of another plan. */
    void adopt(SymbolPlan plan) throws Exception {
        if (layouts.equals(plan.layouts())) {
            return;
        }
        for (int t = 0; t < COUNT; t++) {
            SeriesState state = load(t);
            if (state != null) {
                series[t] = plan.adopt(t, layouts, state);
                touched[t] = true;
            }
        }
        layouts = plan.layouts();
    }

    /** Translates what a store holds of another plan. */
    void translate(SymbolStore symbolStore, Layouts stored, SymbolPlan plan) throws Exception {
        store = symbolStore;
        layouts = stored;
        adopt(plan);
        flush();
    }

    void write(DataOutput out) throws IOException {
        layouts.write(out);
        for (SeriesState state : series) {
            out.writeBoolean(state != null);
            if (state != null) {
                state.write(out);
            }
        }
    }

    void read(DataInput in) throws IOException {
        layouts = Layouts.read(in);
        for (int t = 0; t < COUNT; t++) {
            series[t] = in.readBoolean() ? SeriesState.read(in) : null;
        }
    }
}
