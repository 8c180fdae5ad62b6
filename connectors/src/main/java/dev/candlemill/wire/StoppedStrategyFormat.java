package dev.candlemill.wire;

import dev.candlemill.candle.StoppedStrategy;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Strategies that failed. */
public final class StoppedStrategyFormat implements WireFormat<StoppedStrategy> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<StoppedStrategy> type() {
        return StoppedStrategy.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(StoppedStrategy failure, DataOutput out) throws IOException {
        out.writeUTF(failure.setup());
        out.writeUTF(failure.symbol());
        out.writeUTF(failure.strategy());
        out.writeUTF(failure.reason());
    }

    @Override
    public StoppedStrategy read(DataInput in) throws IOException {
        return new StoppedStrategy(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
    }
}
