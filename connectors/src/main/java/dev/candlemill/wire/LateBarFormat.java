package dev.candlemill.wire;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.LateBar;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Records of the late output. */
public final class LateBarFormat implements WireFormat<LateBar> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<LateBar> type() {
        return LateBar.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(LateBar late, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(late.symbol());
        writeBar(late.bar(), out);
        out.writeByte(late.barSize().ordinal());
        out.writeLong(late.horizon());
        out.writeByte(late.reason().ordinal());
        out.writeUTF(late.source());
    }

    @Override
    public LateBar read(DataInput in) throws IOException {
        Versions.check("late bar", in.readByte(), VERSION);
        return new LateBar(
                in.readUTF(),
                readBar(in),
                BarSize.of(in.readByte()),
                in.readLong(),
                LateBar.Reason.values()[in.readByte()],
                in.readUTF());
    }

    private static void writeBar(Bar bar, DataOutput out) throws IOException {
        out.writeLong(bar.openTime());
        out.writeDouble(bar.open());
        out.writeDouble(bar.high());
        out.writeDouble(bar.low());
        out.writeDouble(bar.close());
        out.writeDouble(bar.volume());
    }

    private static Bar readBar(DataInput in) throws IOException {
        return new Bar(
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }
}
