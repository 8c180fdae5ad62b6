package dev.candlemill.api.live;

import dev.candlemill.api.live.LiveEvent.Kind;
import dev.candlemill.kafka.KafkaTopic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of candles, forming candles and signals on a thread of its own, from some
 * minutes before its start: what came then may not be in Postgres yet. Reads every partition itself
 * and commits nothing. A broker that is gone, and topics that are not there yet, are waited for.
 */
final class TopicFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration LOOK_BACK = Duration.ofMinutes(15);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long RETRY_MILLIS = 2_000;
    private static final long LOOK_FOR_PARTITIONS_MILLIS = 10_000;

    private final FeedSettings settings;
    private final Clock clock;
    private final Consumer<Records.Record> taker;
    private final Map<String, Kind> topics;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile String trouble = "not connected yet";
    private volatile @Nullable Instant lastRecordAt;

    TopicFeed(FeedSettings settings, Clock clock, Consumer<Records.Record> taker) {
        this.settings = settings;
        this.clock = clock;
        this.taker = taker;
        this.topics =
                Map.of(
                        KafkaTopic.CANDLES.name(settings.prefix()), Kind.CANDLE,
                        KafkaTopic.FORMING.name(settings.prefix()), Kind.FORMING,
                        KafkaTopic.SIGNALS.name(settings.prefix()), Kind.SIGNAL);
        this.thread = new Thread(this::run, "candlemill-api-topics");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Empty while all is well. */
    String trouble() {
        return trouble;
    }

    @Nullable Instant lastRecordAt() {
        return lastRecordAt;
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                read(consumer);
                return;
            } catch (RuntimeException e) { // whatever it is, charts must not stand still for ever
                trouble = "the topics cannot be read: " + e.getMessage();
                LOG.warn("cannot read the topics, tries again", e);
            }
            goesOn = !isStopped(RETRY_MILLIS);
        }
    }

    private boolean isStopped(long waitMillis) {
        try {
            return stopped.await(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        long lookAgain = Long.MIN_VALUE;
        while (!isStopped(0)) {
            if (clock.millis() >= lookAgain) {
                assign(consumer);
                lookAgain = clock.millis() + LOOK_FOR_PARTITIONS_MILLIS;
            }
            if (consumer.assignment().isEmpty()) {
                trouble = "the topics " + topics.keySet() + " are not there yet";
                lookAgain = Long.MIN_VALUE;
                if (isStopped(RETRY_MILLIS)) {
                    return;
                }
                continue;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
                positions.put(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset() + 1);
            }
            trouble = "";
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        @Nullable Kind kind = topics.get(record.topic());
        if (kind == null || record.value() == null) {
            return;
        }
        Records.@Nullable Record parsed = Records.parse(kind, record.value());
        if (parsed == null) {
            LOG.warn("not one of our records: {}", record.topic() + "@" + record.offset());
            return;
        }
        lastRecordAt = clock.instant();
        taker.accept(parsed);
    }

    /** Every partition, those that were not there before too. */
    private void assign(KafkaConsumer<byte[], byte[]> consumer) {
        Map<String, List<PartitionInfo>> known = consumer.listTopics();
        List<TopicPartition> all = new ArrayList<>();
        List<TopicPartition> fresh = new ArrayList<>();
        for (String topic : topics.keySet()) {
            for (PartitionInfo info : known.getOrDefault(topic, List.of())) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                all.add(partition);
                if (!consumer.assignment().contains(partition)) {
                    fresh.add(partition);
                }
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        consumer.assign(all);
        seek(consumer, fresh);
    }

    private void seek(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> fresh) {
        long since = clock.instant().minus(LOOK_BACK).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        fresh.forEach(partition -> times.put(partition, since));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> offsets =
                new HashMap<>(consumer.offsetsForTimes(times));
        for (TopicPartition partition : fresh) {
            @Nullable Long known = positions.get(partition);
            @Nullable OffsetAndTimestamp found = offsets.get(partition);
            if (known != null) {
                consumer.seek(partition, known);
            } else if (found != null) {
                consumer.seek(partition, found.offset());
            } else {
                consumer.seekToEnd(List.of(partition));
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties properties = new Properties();
        properties.putAll(settings.clientProperties());
        properties.put("bootstrap.servers", settings.bootstrapServers());
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "latest");
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
