package dev.candlemill.wire;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** A {@link WireFormat} as Flink's serializer. Stateless, so one instance serves all threads. */
public final class WireSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    private final WireFormat<T> format;

    public WireSerializer(WireFormat<T> format) {
        this.format = requireNonNull(format, "format is null");
    }

    WireFormat<T> format() {
        return format;
    }

    @Override
    public boolean isImmutableType() {
        return format.isImmutable();
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public @Nullable T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return format.copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return format.copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        format.write(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return format.read(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return format.read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        format.write(format.read(source), target);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new WireSerializerSnapshot<>(format);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WireSerializer<?> that
                && format.getClass() == that.format.getClass();
    }

    @Override
    public int hashCode() {
        return format.getClass().hashCode();
    }

    @Override
    public String toString() {
        return "WireSerializer of " + format.type().getSimpleName();
    }
}
