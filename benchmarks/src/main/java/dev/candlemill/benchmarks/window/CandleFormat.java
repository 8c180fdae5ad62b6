package dev.candlemill.benchmarks.window;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.wire.WireFormat;
import dev.candlemill.wire.WireTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Rows of the window operator. */
public final class CandleFormat implements WireFormat<Candle> {

    static final WireTypeInfo<Candle> TYPE = new WireTypeInfo<>(new CandleFormat());

    private static final long serialVersionUID = 1L;

    @Override
    public Class<Candle> type() {
        return Candle.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Candle candle, DataOutput out) throws IOException {
        out.writeUTF(candle.symbol());
        out.writeByte(candle.timeframe().ordinal());
        out.writeLong(candle.openTime());
        out.writeLong(candle.closeTime());
        out.writeInt(candle.sessionDate());
        out.writeDouble(candle.open());
        out.writeDouble(candle.high());
        out.writeDouble(candle.low());
        out.writeDouble(candle.close());
        out.writeDouble(candle.volume());
        out.writeInt(candle.barCount());
        out.writeInt(candle.expectedBarCount());
        out.writeInt(candle.inputCount());
        out.writeInt(candle.revision());
    }

    @Override
    public Candle read(DataInput in) throws IOException {
        return new Candle(
                in.readUTF(),
                Timeframe.of(in.readByte()),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt());
    }
}
