package dev.candlemill.wire;

import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Records of the rejected output. */
public final class RejectedBarFormat implements WireFormat<RejectedBar> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<RejectedBar> type() {
        return RejectedBar.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(RejectedBar bar, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(bar.symbol());
        out.writeLong(bar.openTime());
        out.writeByte(bar.reason().ordinal());
        out.writeUTF(bar.place());
        out.writeUTF(bar.text());
        out.writeUTF(bar.source());
    }

    @Override
    public RejectedBar read(DataInput in) throws IOException {
        Versions.check("rejected bar", in.readByte(), VERSION);
        return new RejectedBar(
                in.readUTF(),
                in.readLong(),
                RejectReason.values()[in.readByte()],
                in.readUTF(),
                in.readUTF(),
                in.readUTF());
    }
}
