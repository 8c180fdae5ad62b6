package dev.candlemill.wire;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What strategies say. */
public final class SignalFormat implements WireFormat<Signal> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<Signal> type() {
        return Signal.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Signal signal, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(signal.setup());
        out.writeUTF(signal.symbol());
        out.writeByte(signal.timeframe().ordinal());
        out.writeUTF(signal.strategy());
        out.writeLong(signal.openTime());
        out.writeLong(signal.closeTime());
        out.writeByte(signal.type().ordinal());
        out.writeDouble(signal.price());
        out.writeDouble(signal.confidence());
        out.writeShort(signal.values().size());
        for (Map.Entry<String, Double> value : signal.values().entrySet()) {
            out.writeUTF(value.getKey());
            out.writeDouble(value.getValue());
        }
        out.writeInt(signal.candleRevision());
        out.writeInt(signal.revision());
        out.writeByte(signal.status().ordinal());
        out.writeUTF(signal.dataSource());
    }

    @Override
    public Signal read(DataInput in) throws IOException {
        Versions.check("signal", in.readByte(), VERSION);
        return new Signal(
                in.readUTF(),
                in.readUTF(),
                Timeframe.of(in.readByte()),
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                SignalType.values()[in.readByte()],
                in.readDouble(),
                in.readDouble(),
                readValues(in),
                in.readInt(),
                in.readInt(),
                SignalStatus.values()[in.readByte()],
                in.readUTF());
    }

    private static Map<String, Double> readValues(DataInput in) throws IOException {
        int size = in.readUnsignedShort();
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            values.put(in.readUTF(), in.readDouble());
        }
        return values;
    }
}
