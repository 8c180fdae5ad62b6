package dev.candlemill.benchmarks.window;

import dev.candlemill.wire.WireFormat;
import dev.candlemill.wire.WireTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Accumulators as window state: 72 bytes each. */
public final class OpenCandleFormat implements WireFormat<OpenCandle> {

    static final WireTypeInfo<OpenCandle> TYPE = new WireTypeInfo<>(new OpenCandleFormat());

    private static final long serialVersionUID = 1L;

    @Override
    public Class<OpenCandle> type() {
        return OpenCandle.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean isImmutable() {
        return false;
    }

    @Override
    public OpenCandle copy(OpenCandle value) {
        return value.copy();
    }

    @Override
    public void write(OpenCandle candle, DataOutput out) throws IOException {
        out.writeLong(candle.firstTime);
        out.writeLong(candle.lastTime);
        out.writeLong(candle.lastSlot);
        out.writeDouble(candle.open);
        out.writeDouble(candle.high);
        out.writeDouble(candle.low);
        out.writeDouble(candle.close);
        out.writeDouble(candle.volume);
        out.writeInt(candle.barCount);
        out.writeInt(candle.inputCount);
    }

    @Override
    public OpenCandle read(DataInput in) throws IOException {
        OpenCandle candle = new OpenCandle();
        candle.firstTime = in.readLong();
        candle.lastTime = in.readLong();
        candle.lastSlot = in.readLong();
        candle.open = in.readDouble();
        candle.high = in.readDouble();
        candle.low = in.readDouble();
        candle.close = in.readDouble();
        candle.volume = in.readDouble();
        candle.barCount = in.readInt();
        candle.inputCount = in.readInt();
        return candle;
    }
}
