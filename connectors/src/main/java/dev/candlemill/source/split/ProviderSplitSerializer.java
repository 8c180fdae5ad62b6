package dev.candlemill.source.split;

import dev.candlemill.source.SymbolRange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/** The byte form of splits, part of the savepoint contract. */
public final class ProviderSplitSerializer implements SimpleVersionedSerializer<ProviderSplit> {

    /** Symbol, ranges, position, chunk. */
    private static final int VERSION_1 = 1;

    @Override
    public int getVersion() {
        return VERSION_1;
    }

    @Override
    public byte[] serialize(ProviderSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF(split.symbol());
        out.writeInt(split.ranges().size());
        for (SymbolRange range : split.ranges()) {
            out.writeLong(range.from());
            out.writeLong(range.to());
        }
        SplitPosition position = split.position();
        out.writeInt(position.range());
        out.writeLong(position.cursor());
        out.writeInt(position.emitted());
        writeChunk(position.loaded(), out);
        return out.getCopyOfBuffer();
    }

    @Override
    public ProviderSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION_1) {
            throw new IOException(
                    "a provider split of version " + version + ": expected version " + VERSION_1);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String symbol = in.readUTF();
        int count = in.readInt();
        List<SymbolRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ranges.add(new SymbolRange(symbol, in.readLong(), in.readLong()));
        }
        SplitPosition position =
                new SplitPosition(in.readInt(), in.readLong(), in.readInt(), readChunk(in));
        return new ProviderSplit(symbol, ranges, position);
    }

    private static void writeChunk(@Nullable Chunk chunk, DataOutput out) throws IOException {
        out.writeBoolean(chunk != null);
        if (chunk != null) {
            out.writeLong(chunk.from());
            out.writeLong(chunk.to());
            out.writeLong(chunk.monthClose());
            out.writeBoolean(chunk.startsRegion());
        }
    }

    private static @Nullable Chunk readChunk(DataInput in) throws IOException {
        return in.readBoolean()
                ? new Chunk(in.readLong(), in.readLong(), in.readLong(), in.readBoolean())
                : null;
    }
}
