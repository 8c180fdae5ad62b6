package dev.candlemill.wire;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** A {@link WireFormat} as Flink's type of a stream, a side output or a state. */
public final class WireTypeInfo<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1L;

    private final WireFormat<T> format;

    public WireTypeInfo(WireFormat<T> format) {
        this.format = requireNonNull(format, "format is null");
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return format.type();
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new WireSerializer<>(format);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof WireTypeInfo<?>;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WireTypeInfo<?> that && format.getClass() == that.format.getClass();
    }

    @Override
    public int hashCode() {
        return format.getClass().hashCode();
    }

    @Override
    public String toString() {
        return format.type().getSimpleName();
    }
}
