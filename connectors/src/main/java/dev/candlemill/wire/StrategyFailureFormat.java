package dev.candlemill.wire;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.StrategyFailure;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Strategies that failed. */
public final class StrategyFailureFormat implements WireFormat<StrategyFailure> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<StrategyFailure> type() {
        return StrategyFailure.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(StrategyFailure failure, DataOutput out) throws IOException {
        out.writeUTF(failure.setup());
        out.writeUTF(failure.symbol());
        out.writeByte(failure.timeframe().ordinal());
        out.writeUTF(failure.strategy());
        out.writeUTF(failure.reason());
    }

    @Override
    public StrategyFailure read(DataInput in) throws IOException {
        return new StrategyFailure(
                in.readUTF(),
                in.readUTF(),
                Timeframe.of(in.readByte()),
                in.readUTF(),
                in.readUTF());
    }
}
