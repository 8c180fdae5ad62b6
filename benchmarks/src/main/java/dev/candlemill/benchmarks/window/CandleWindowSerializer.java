package dev.candlemill.benchmarks.window;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Windows as state namespaces: 17 bytes each. */
public final class CandleWindowSerializer extends TypeSerializerSingleton<CandleWindow> {

    static final CandleWindowSerializer INSTANCE = new CandleWindowSerializer();

    private static final long serialVersionUID = 1L;
    private static final int LENGTH = 1 + 2 * Long.BYTES;

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public CandleWindow createInstance() {
        return new CandleWindow(0, 0, 0);
    }

    @Override
    public CandleWindow copy(CandleWindow from) {
        return from;
    }

    @Override
    public CandleWindow copy(CandleWindow from, CandleWindow reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return LENGTH;
    }

    @Override
    public void serialize(CandleWindow window, DataOutputView target) throws IOException {
        target.writeByte(window.timeframe());
        target.writeLong(window.openTime());
        target.writeLong(window.closeTime());
    }

    @Override
    public CandleWindow deserialize(DataInputView source) throws IOException {
        return new CandleWindow(source.readByte(), source.readLong(), source.readLong());
    }

    @Override
    public CandleWindow deserialize(CandleWindow reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, LENGTH);
    }

    @Override
    public TypeSerializerSnapshot<CandleWindow> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For savepoints of the baseline. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CandleWindow> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
