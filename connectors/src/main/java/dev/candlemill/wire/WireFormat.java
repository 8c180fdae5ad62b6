package dev.candlemill.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * How one type is written to channels and state; part of the savepoint contract.
 *
 * <p>Every element carries its own version in its bytes, so {@link #read} also reads what older
 * programs wrote. Implementations are public, stateless, and have a public constructor without
 * parameters: savepoints name their class. Thread-safe.
 */
public interface WireFormat<T> extends Serializable {

    Class<T> type();

    /** The newest version that this program writes; a savepoint with a newer one is refused. */
    int version();

    void write(T value, DataOutput out) throws IOException;

    /**
     * @throws IOException naming the version found and those expected
     */
    T read(DataInput in) throws IOException;

    /**
     * Whether no one changes a value once it was handed on. Those that keyed state holds and
     * changes in place say false and override {@link #copy}: the heap backend copies them while a
     * checkpoint is being written.
     */
    default boolean isImmutable() {
        return true;
    }

    default T copy(T value) {
        return value;
    }
}
