package dev.candlemill.wire;

import dev.candlemill.bar.Columns;
import dev.candlemill.candle.FoldSnapshot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Fold snapshots; their inner bytes carry a version of their own. */
public final class FoldSnapshotFormat implements WireFormat<FoldSnapshot> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<FoldSnapshot> type() {
        return FoldSnapshot.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(FoldSnapshot snapshot, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(snapshot.symbol());
        out.writeLong(snapshot.at());
        out.writeInt(snapshot.sessionDate());
        out.writeInt(snapshot.bytes().length);
        out.write(snapshot.bytes());
    }

    @Override
    public FoldSnapshot read(DataInput in) throws IOException {
        Versions.check("fold snapshot", in.readByte(), VERSION);
        return new FoldSnapshot(
                in.readUTF(), in.readLong(), in.readInt(), Columns.readBytes(in, in.readInt()));
    }
}
