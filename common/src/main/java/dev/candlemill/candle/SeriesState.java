package dev.candlemill.candle;

import dev.candlemill.bar.Columns;
import dev.candlemill.bar.PackedInput;
import dev.candlemill.bar.PackedOutput;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What indicators and strategies remember of one symbol's series in one timeframe. Changed in
 * place; the byte form is part of the savepoint contract, what the doubles mean is in {@link
 * Layouts}.
 */
public final class SeriesState {

    private static final int VERSION = 2;

    /** Doubles as they are. */
    private static final int PLAIN = 1;

    final double[] indicators;
    final double[] strategies;

    SeriesState(double[] indicators, double[] strategies) {
        this.indicators = indicators;
        this.strategies = strategies;
    }

    public SeriesState copy() {
        return new SeriesState(indicators.clone(), strategies.clone());
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(indicators.length);
        out.writeInt(strategies.length);
        PackedOutput packed = new PackedOutput((indicators.length + strategies.length) * 4);
        packed.doubles(indicators);
        packed.doubles(strategies);
        packed.writeTo(out);
    }

    public static SeriesState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version == PLAIN) {
            return new SeriesState(
                    Columns.readDoubles(in, in.readInt()), Columns.readDoubles(in, in.readInt()));
        }
        if (version != VERSION) {
            throw new IOException("series state of version " + version + ": expected " + VERSION);
        }
        SeriesState state = new SeriesState(new double[in.readInt()], new double[in.readInt()]);
        PackedInput packed = new PackedInput(in);
        packed.doubles(state.indicators);
        packed.doubles(state.strategies);
        return state;
    }
}
