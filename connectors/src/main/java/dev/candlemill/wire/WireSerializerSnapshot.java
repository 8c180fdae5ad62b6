package dev.candlemill.wire;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint says of a {@link WireSerializer}: the format's class and the newest version in
 * it. Older bytes are read as they are, since each element names its version.
 */
public final class WireSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int VERSION = 1;

    private @Nullable WireFormat<T> format;
    private int formatVersion;

    /** For Flink, which fills it through {@link #readSnapshot}. */
    public WireSerializerSnapshot() {}

    WireSerializerSnapshot(WireFormat<T> format) {
        this.format = format;
        this.formatVersion = format.version();
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(known().getClass().getName());
        out.writeInt(formatVersion);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader)
            throws IOException {
        if (readVersion != VERSION) {
            throw new IOException(
                    "serializer snapshot of version " + readVersion + ": expected " + VERSION);
        }
        format = formatNamed(in.readUTF(), userCodeClassLoader);
        formatVersion = in.readInt();
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new WireSerializer<>(known());
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> oldSnapshot) {
        if (oldSnapshot instanceof WireSerializerSnapshot<T> old
                && old.known().getClass() == known().getClass()
                && old.formatVersion <= formatVersion) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        return TypeSerializerSchemaCompatibility.incompatible();
    }

    private WireFormat<T> known() {
        return requireNonNull(format, "the snapshot was neither written nor read");
    }

    @SuppressWarnings("unchecked")
    private WireFormat<T> formatNamed(String className, ClassLoader classLoader)
            throws IOException {
        try {
            return (WireFormat<T>)
                    InstantiationUtil.instantiate(className, WireFormat.class, classLoader);
        } catch (Exception e) {
            throw new IOException(
                    "the savepoint names " + className + ": expected a wire format", e);
        }
    }
}
