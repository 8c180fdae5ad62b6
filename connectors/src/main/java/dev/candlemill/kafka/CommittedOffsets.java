package dev.candlemill.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Committed offsets, taken back to a time of each partition; see {@link BarsStart.Committed}.
 * Brokers tell the first record since a time, not the time of a record: when the newest one before
 * an offset was sent is found by halving.
 */
final class CommittedOffsets implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    /** In the year 2109. */
    private static final long LATEST_TIME = 1L << 42;

    /** How exactly a time is looked for; what is found is never later. */
    private static final long EXACT_MILLIS = 1_000;

    private final BarsStart.Committed start;

    CommittedOffsets(BarsStart.Committed start) {
        this.start = start;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        Map<TopicPartition, Long> from = new HashMap<>(offsets.beginningOffsets(partitions));
        Map<TopicPartition, Long> committed = offsets.committedOffsets(partitions);
        Map<TopicPartition, Long> back = new HashMap<>();
        readUntil(committed, offsets)
                .forEach((partition, time) -> back.put(partition, before(time)));
        Map<TopicPartition, OffsetAndTimestamp> sentSince = offsets.offsetsForTimes(back);
        committed.forEach(
                (partition, offset) -> {
                    OffsetAndTimestamp since = sentSince.get(partition);
                    long earliest = from.getOrDefault(partition, 0L);
                    long wanted = since == null ? offset : Math.min(offset, since.offset());
                    from.put(partition, Math.max(earliest, wanted));
                });
        return from;
    }

    @Override
    @SuppressWarnings("deprecation") // the connector's word
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }

    private long before(long time) {
        return Math.max(0, Math.min(start.settled(), time - start.openMillis()));
    }

    /**
     * When the newest record was sent that lies before each offset; at most a second earlier.
     * Without partitions of which no such record is left.
     */
    private static Map<TopicPartition, Long> readUntil(
            Map<TopicPartition, Long> committed, PartitionOffsetsRetriever offsets) {
        Map<TopicPartition, Long> atLeast = new HashMap<>();
        committed.keySet().forEach(partition -> atLeast.put(partition, 0L));
        for (long step = LATEST_TIME / 2; step >= EXACT_MILLIS / 2; step /= 2) {
            Map<TopicPartition, Long> asked = new HashMap<>();
            for (Map.Entry<TopicPartition, Long> known : atLeast.entrySet()) {
                asked.put(known.getKey(), known.getValue() + step);
            }
            Map<TopicPartition, OffsetAndTimestamp> found = offsets.offsetsForTimes(asked);
            asked.forEach(
                    (partition, time) -> {
                        OffsetAndTimestamp first = found.get(partition);
                        if (first != null
                                && first.offset() < committed.getOrDefault(partition, 0L)) {
                            atLeast.put(partition, time);
                        }
                    });
        }
        atLeast.values().removeIf(time -> time == 0);
        return atLeast;
    }
}
