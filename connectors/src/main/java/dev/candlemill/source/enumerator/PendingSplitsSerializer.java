package dev.candlemill.source.enumerator;

import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.ProviderSplitSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The byte form of the enumerator's state, part of the savepoint contract. */
public final class PendingSplitsSerializer implements SimpleVersionedSerializer<PendingSplits> {

    /** Whether planned, the splits' own version, then each split with its length. */
    private static final int VERSION_1 = 1;

    /** The same, and then the known symbols. */
    private static final int VERSION_2 = 2;

    private final ProviderSplitSerializer splitSerializer = new ProviderSplitSerializer();

    @Override
    public int getVersion() {
        return VERSION_2;
    }

    @Override
    public byte[] serialize(PendingSplits pending) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeBoolean(pending.planned());
        out.writeInt(splitSerializer.getVersion());
        out.writeInt(pending.splits().size());
        for (ProviderSplit split : pending.splits()) {
            byte[] bytes = splitSerializer.serialize(split);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.writeInt(pending.known().size());
        for (String symbol : pending.known()) {
            out.writeUTF(symbol);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public PendingSplits deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION_1 && version != VERSION_2) {
            throw new IOException(
                    "pending splits of version "
                            + version
                            + ": expected version "
                            + VERSION_1
                            + " or "
                            + VERSION_2);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        boolean planned = in.readBoolean();
        int splitVersion = in.readInt();
        int count = in.readInt();
        List<ProviderSplit> splits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] split = new byte[in.readInt()];
            in.readFully(split);
            splits.add(splitSerializer.deserialize(splitVersion, split));
        }
        return new PendingSplits(planned, splits, version == VERSION_1 ? List.of() : readKnown(in));
    }

    private static List<String> readKnown(DataInputDeserializer in) throws IOException {
        int count = in.readInt();
        List<String> known = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            known.add(in.readUTF());
        }
        return known;
    }
}
