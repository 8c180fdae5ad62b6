package dev.candlemill.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.SignalKey;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import dev.candlemill.source.UnsettledReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back what a job has sent since a time: corrected candles and signals, each at its newest
 * revision. At least once, a record may be on a topic although what it says is in no other sink.
 *
 * <p>What other jobs sent is in stores. Records of transactions that were not committed, before the
 * job was set to at-least-once, only make revisions higher; waiting for open ones, which others may
 * have on the same topics, would hide what comes behind them.
 */
public final class SentRecords implements UnsettledReader {

    /** How much the clocks of a job's machines may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(SentRecords.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Behind the symbol, in a key. */
    private static final Pattern SUFFIX = Pattern.compile("\\|[^|]*$");

    private final KafkaSettings settings;
    private final Duration patience;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * @param patience with a broker that sends nothing
     */
    SentRecords(KafkaSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
        Properties properties = KafkaClientProperties.connection(settings);
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("default.api.timeout.ms", Long.toString(patience.toMillis()));
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * What a job reads back that sends by these settings: nothing of transactions, since those that
     * were not committed say nothing.
     */
    public static Set<KafkaTopic> topics(KafkaSettings settings) {
        return settings.isExactlyOnce() ? Set.of() : Set.of(KafkaTopic.CANDLES, KafkaTopic.SIGNALS);
    }

    /** For a job that sends candles and signals by these settings. */
    public static UnsettledReader.Factory factory(KafkaSettings settings) {
        return () -> new SentRecords(settings, PATIENCE);
    }

    @Override
    public List<UnsettledRows> unsettled(
            Collection<String> held, Predicate<String> ours, Instant since) throws IOException {
        Found found = new Found(settings.jobId(), ours);
        long from = since.minus(CLOCKS_DIFFER).toEpochMilli();
        try {
            read(KafkaTopic.CANDLES, from, record -> found.add(record, found::addCandle));
            read(KafkaTopic.SIGNALS, from, record -> found.add(record, found::addSignal));
        } catch (KafkaException e) {
            throw new IOException("cannot read back what was sent to Kafka since " + since, e);
        }
        return found.rows();
    }

    private interface Records {
        void add(ConsumerRecord<byte[], byte[]> record) throws IOException;
    }

    private void read(KafkaTopic topic, long from, Records records) throws IOException {
        String name = topic.name(settings.prefix());
        Map<TopicPartition, Long> sentSince = new HashMap<>();
        for (PartitionInfo partition : consumer.partitionsFor(name)) {
            sentSince.put(new TopicPartition(name, partition.partition()), from);
        }
        Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(sentSince);
        begins.values().removeIf(Objects::isNull);
        consumer.assign(begins.keySet());
        begins.forEach((partition, first) -> consumer.seek(partition, first.offset()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(begins.keySet());
        long heardOf = System.nanoTime();
        for (List<TopicPartition> open = pauseRead(ends); !open.isEmpty(); open = pauseRead(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                records.add(record);
                heardOf = System.nanoTime();
            }
            if (System.nanoTime() - heardOf > patience.toNanos()) {
                throw new IOException(
                        "expected the records of topic "
                                + name
                                + " since "
                                + Instant.ofEpochMilli(from)
                                + ", and none came for "
                                + patience.toSeconds()
                                + " s");
            }
        }
    }

    /** Others may send all the time: what is read is not asked for more. Returns what is not. */
    private List<TopicPartition> pauseRead(Map<TopicPartition, Long> ends) {
        List<TopicPartition> open = new ArrayList<>(ends.keySet());
        open.removeIf(
                partition -> consumer.position(partition) >= requireNonNull(ends.get(partition)));
        List<TopicPartition> read = new ArrayList<>(ends.keySet());
        read.removeAll(open);
        consumer.pause(read);
        return open;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** The newest of each event: of the highest epoch, as readers have it. */
    private static final class Found {

        private final String jobId;
        private final Predicate<String> ours;
        private final Map<String, Map<String, Sent<StoredCandles.Row>>> candles =
                new LinkedHashMap<>();
        private final Map<String, Map<String, Sent<StoredSignals.Row>>> signals =
                new LinkedHashMap<>();

        private record Sent<R>(long epoch, int revision, int indicatorRevision, R row) {

            private static final Comparator<Sent<?>> AGE =
                    Comparator.<Sent<?>>comparingLong(Sent::epoch)
                            .thenComparingInt(Sent::revision)
                            .thenComparingInt(Sent::indicatorRevision);

            /** Of equal ones the later. */
            static <R> Sent<R> newer(Sent<R> one, Sent<R> next) {
                return AGE.compare(next, one) < 0 ? one : next;
            }
        }

        Found(String jobId, Predicate<String> ours) {
            this.jobId = jobId;
            this.ours = ours;
        }

        /** Skips what is from another build, and says so. */
        void add(ConsumerRecord<byte[], byte[]> record, Records records) throws IOException {
            try {
                records.add(record);
            } catch (IllegalArgumentException unknown) {
                LOG.warn(
                        "{}-{}@{} is not read back: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        unknown.getMessage());
            }
        }

        /**
         * What is said next of a candle at its first revision takes its place: that is only of
         * interest where a lower epoch said more.
         */
        void addCandle(ConsumerRecord<byte[], byte[]> record) throws IOException {
            JsonNode sent = parse(KafkaTopic.CANDLES, record);
            if (sent == null) {
                return;
            }
            StoredCandles.Row row =
                    new StoredCandles.Row(
                            Timeframe.parse(sent.path("timeframe").asText()).ordinal(),
                            sent.path("open_time_ms").asLong(),
                            sent.path("revision").asInt(),
                            hash(sent, "content_hash"),
                            sent.path("indicator_revision").asInt(),
                            hash(sent, "indicator_hash"),
                            true);
            Map<String, Sent<StoredCandles.Row>> ofSymbol =
                    candles.computeIfAbsent(
                            sent.path("symbol").asText(), s -> new LinkedHashMap<>());
            String event = sent.path("event_id").asText();
            if (isCorrected(row) || ofSymbol.containsKey(event)) {
                ofSymbol.merge(
                        event,
                        new Sent<>(epoch(sent), row.revision(), row.indicatorRevision(), row),
                        Sent::newer);
            }
        }

        private static boolean isCorrected(StoredCandles.Row row) {
            return row.revision() > 1 || row.indicatorRevision() > 1;
        }

        void addSignal(ConsumerRecord<byte[], byte[]> record) throws IOException {
            JsonNode sent = parse(KafkaTopic.SIGNALS, record);
            if (sent == null) {
                return;
            }
            SignalStatus status = SignalStatus.valueOf(sent.path("status").asText());
            StoredSignals.Row row =
                    new StoredSignals.Row(
                            Timeframe.parse(sent.path("timeframe").asText()).ordinal(),
                            sent.path("open_time_ms").asLong(),
                            SignalKey.of(
                                    sent.path("setup").asText(), sent.path("strategy").asText()),
                            sent.path("revision").asInt(),
                            hash(sent, "content_hash"),
                            SignalType.valueOf(sent.path("signal_type").asText()).ordinal(),
                            StoredSignals.Origin.of(true, status));
            signals.computeIfAbsent(sent.path("symbol").asText(), s -> new LinkedHashMap<>())
                    .merge(
                            sent.path("event_id").asText(),
                            new Sent<>(epoch(sent), row.revision(), 0, row),
                            Sent::newer);
        }

        List<UnsettledRows> rows() {
            Set<String> symbols = new LinkedHashSet<>(candles.keySet());
            symbols.addAll(signals.keySet());
            List<UnsettledRows> rows = new ArrayList<>();
            for (String symbol : symbols) {
                List<StoredCandles.Row> ofCandles =
                        candles.getOrDefault(symbol, Map.of()).values().stream()
                                .map(Sent::row)
                                .filter(Found::isCorrected)
                                .toList();
                Collection<Sent<StoredSignals.Row>> ofSignals =
                        signals.getOrDefault(symbol, Map.of()).values();
                if (!ofCandles.isEmpty() || !ofSignals.isEmpty()) {
                    StoredCandles allCandles = new StoredCandles(ofCandles.size());
                    ofCandles.forEach(allCandles::add);
                    StoredSignals allSignals = new StoredSignals(ofSignals.size());
                    ofSignals.forEach(signal -> allSignals.add(signal.row()));
                    rows.add(new UnsettledRows(symbol, allCandles, allSignals));
                }
            }
            return rows;
        }

        /**
         * Null for what is of no symbol that was asked for, for what others wrote, and for what
         * says no hash: an older build's.
         */
        private @Nullable JsonNode parse(KafkaTopic topic, ConsumerRecord<byte[], byte[]> record)
                throws IOException {
            String key = record.key() == null ? "" : new String(record.key(), UTF_8);
            String symbol = SUFFIX.matcher(key).replaceFirst("");
            if (record.value() == null || !ours.test(symbol)) {
                return null;
            }
            try {
                JsonNode sent = JSON.readTree(record.value());
                boolean isOwn =
                        sent.path("schema").asText().equals(topic.schema())
                                && sent.path("job_id").asText().equals(jobId);
                return isOwn && sent.has("content_hash") ? sent : null;
            } catch (JsonProcessingException noJson) {
                return null;
            }
        }

        private static long epoch(JsonNode sent) {
            return sent.path("epoch").asLong();
        }

        private static long hash(JsonNode sent, String field) {
            return HexFormat.fromHexDigitsToLong(sent.path(field).asText());
        }
    }
}
