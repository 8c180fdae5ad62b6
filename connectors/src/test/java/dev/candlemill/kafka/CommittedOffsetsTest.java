package dev.candlemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommittedOffsetsTest {

    private static final List<TopicPartition> PARTITIONS =
            List.of(partition(0), partition(1), partition(2), partition(3));

    @Test
    void beginsWhereTheLastCheckpointCommittedButNotAfterWhatIsSettled() {
        Broker broker = new Broker(Map.of(0, 90L, 1, 40L, 2, 10L), Map.of(0, 70L, 1, 60L));

        assertThat(new CommittedOffsets(5).getPartitionOffsets(PARTITIONS, broker))
                .isEqualTo(
                        Map.of(
                                partition(0), 70L, // sent since, but committed
                                partition(1), 40L,
                                partition(2), 20L, // deleted by the broker meanwhile
                                partition(3), 20L)); // never committed
    }

    @Test
    void trustsTheCommittedOffsetsWhereNothingIsSettled() {
        Broker broker = new Broker(Map.of(0, 90L), Map.of(0, 70L));

        assertThat(
                        new CommittedOffsets(Long.MAX_VALUE)
                                .getPartitionOffsets(List.of(partition(0)), broker))
                .isEqualTo(Map.of(partition(0), 90L));
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("bars", number);
    }

    /** Every partition begins at 20. */
    private record Broker(Map<Integer, Long> committed, Map<Integer, Long> since)
            implements PartitionOffsetsRetriever {

        @Override
        public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
            return offsets(committed);
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            throw new UnsupportedOperationException("nobody asks for the end");
        }

        @Override
        public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> begin = new HashMap<>();
            partitions.forEach(partition -> begin.put(partition, 20L));
            return begin;
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            offsets(since)
                    .forEach(
                            (partition, offset) ->
                                    found.put(partition, new OffsetAndTimestamp(offset, 5)));
            return found;
        }

        private static Map<TopicPartition, Long> offsets(Map<Integer, Long> byNumber) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            byNumber.forEach((number, offset) -> offsets.put(partition(number), offset));
            return offsets;
        }
    }
}
