package dev.candlemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Every partition holds offsets 20 to 99, sent once a minute. */
class CommittedOffsetsTest {

    private static final long NEW_YEAR = 1_735_689_600_000L;
    private static final long MINUTE = 60_000;
    private static final long OPEN = 10 * MINUTE + 5_000;

    @Test
    void goesBackByTheCandlesThatWereOpenWhenEachPartitionWasRead() {
        assertThat(from(sentAt(80), Map.of(0, 91L, 1, 41L, 2, 25L, 3, 10L)))
                .isEqualTo(
                        Map.of(
                                partition(0), 80L, // 10 minutes and 5 seconds before 90 is 79.9
                                partition(1), 30L, // lags, its candles are open all the same
                                partition(2), 20L, // what is earlier the broker has deleted
                                partition(3), 20L, // and here the committed one, too
                                partition(4), 20L)); // never committed
    }

    @Test
    void goesBackToWhatIsSettledWhereThatIsEarlier() {
        assertThat(from(sentAt(60), Map.of(0, 91L, 1, 41L)))
                .containsEntry(partition(0), 60L)
                .containsEntry(partition(1), 30L);
    }

    @Test
    void goesByWhatWasReadAloneWhereNothingIsSettled() {
        assertThat(from(Long.MAX_VALUE, Map.of(0, 91L))).containsEntry(partition(0), 80L);
    }

    @Test
    void readsNothingTwiceWhereNoRecordWasReadThatIsLeft() {
        assertThat(from(sentAt(80), Map.of(0, 20L))).containsEntry(partition(0), 20L);
    }

    private static Map<TopicPartition, Long> from(long settled, Map<Integer, Long> committed) {
        List<TopicPartition> partitions =
                LongStream.range(0, 5).mapToObj(number -> partition((int) number)).toList();
        return new CommittedOffsets(new BarsStart.Committed(settled, OPEN))
                .getPartitionOffsets(partitions, new Broker(committed));
    }

    private static long sentAt(long offset) {
        return NEW_YEAR + (offset - 10) * MINUTE;
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("bars", number);
    }

    private record Broker(Map<Integer, Long> committed) implements PartitionOffsetsRetriever {

        private static final long FIRST = 20;
        private static final long LAST = 99;

        @Override
        public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            committed.forEach((number, offset) -> offsets.put(partition(number), offset));
            return offsets;
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            throw new UnsupportedOperationException("nobody asks for the end");
        }

        @Override
        public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> begin = new HashMap<>();
            Set.copyOf(partitions).forEach(partition -> begin.put(partition, FIRST));
            return begin;
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach(
                    (partition, time) ->
                            LongStream.rangeClosed(FIRST, LAST)
                                    .filter(offset -> sentAt(offset) >= time)
                                    .mapToObj(o -> new OffsetAndTimestamp(o, sentAt(o)))
                                    .findFirst()
                                    .ifPresent(first -> found.put(partition, first)));
            return found;
        }
    }
}
