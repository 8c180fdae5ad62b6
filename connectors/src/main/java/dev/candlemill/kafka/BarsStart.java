package dev.candlemill.kafka;

import java.io.Serializable;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** Where a job begins to read bars when it has no checkpoint. */
public sealed interface BarsStart extends Serializable {

    OffsetsInitializer offsets();

    /** With the first record that there is. */
    record Earliest() implements BarsStart {
        @Override
        public OffsetsInitializer offsets() {
            return OffsetsInitializer.earliest();
        }
    }

    /** With what comes from now on. */
    record Latest() implements BarsStart {
        @Override
        public OffsetsInitializer offsets() {
            return OffsetsInitializer.latest();
        }
    }

    /**
     * With the first record whose timestamp is at or after a time.
     *
     * @param time epoch milliseconds of the broker's or the producer's clock
     */
    record At(long time) implements BarsStart {
        @Override
        public OffsetsInitializer offsets() {
            return OffsetsInitializer.timestamp(time);
        }
    }

    /**
     * Where the last checkpoint's offsets were committed, but not after what may be in no stored
     * candle yet: bars of a candle that was still open are only in the state that was lost. Each
     * partition goes back from what was read of it last, since one may lag behind the others. A
     * partition without a committed offset is read from its beginning.
     *
     * @param settled epoch milliseconds: bars of partitions that do not lag that were sent before
     *     it are stored; {@link Long#MAX_VALUE} where nobody knows
     * @param openMillis how long before the newest bar that was read those of a candle that is
     *     still open may have been sent
     */
    record Committed(long settled, long openMillis) implements BarsStart {
        @Override
        public OffsetsInitializer offsets() {
            return new CommittedOffsets(this);
        }
    }
}
