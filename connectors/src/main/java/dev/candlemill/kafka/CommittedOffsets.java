package dev.candlemill.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Committed offsets, taken back to a time; see {@link BarsStart.Committed}. */
final class CommittedOffsets implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    private final long settled;

    CommittedOffsets(long settled) {
        this.settled = settled;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        Map<TopicPartition, Long> from = new HashMap<>(offsets.beginningOffsets(partitions));
        Map<TopicPartition, OffsetAndTimestamp> sentSince =
                settled == Long.MAX_VALUE ? Map.of() : sentSince(partitions, offsets);
        offsets.committedOffsets(partitions)
                .forEach(
                        (partition, committed) -> {
                            OffsetAndTimestamp since = sentSince.get(partition);
                            long earliest = from.getOrDefault(partition, 0L);
                            long wanted =
                                    since == null ? committed : Math.min(committed, since.offset());
                            from.put(partition, Math.max(earliest, wanted));
                        });
        return from;
    }

    @Override
    @SuppressWarnings("deprecation") // the connector's word
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }

    private Map<TopicPartition, OffsetAndTimestamp> sentSince(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, settled));
        return offsets.offsetsForTimes(times);
    }
}
