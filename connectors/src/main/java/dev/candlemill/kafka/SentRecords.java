package dev.candlemill.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what was sent since a time: corrected candles and signals, each at its newest
 * revision. At least once, a record may be on a topic although what it says is in no other sink.
 */
public final class SentRecords implements UnsettledReader {

    /** How much the clocks of a job's machines may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

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
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("default.api.timeout.ms", Long.toString(patience.toMillis()));
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** For a job that sends candles and signals by these settings. */
    public static UnsettledReader.Factory factory(KafkaSettings settings) {
        return () -> new SentRecords(settings, PATIENCE);
    }

    @Override
    public List<UnsettledRows> unsettled(Collection<String> symbols, Instant since)
            throws IOException {
        Found found = new Found(settings.jobId(), Set.copyOf(symbols));
        long from = since.minus(CLOCKS_DIFFER).toEpochMilli();
        try {
            read(KafkaTopic.CANDLES, from, found::addCandle);
            read(KafkaTopic.SIGNALS, from, found::addSignal);
        } catch (KafkaException e) {
            throw new IOException(
                    "cannot read back what was sent to Kafka since the checkpoint of " + since, e);
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
        while (!hasReached(ends)) {
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

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** The newest of each event. */
    private static final class Found {

        private final String jobId;
        private final Set<String> symbols;
        private final Map<String, Map<String, StoredCandles.Row>> candles = new LinkedHashMap<>();
        private final Map<String, Map<String, StoredSignals.Row>> signals = new LinkedHashMap<>();

        Found(String jobId, Set<String> symbols) {
            this.jobId = jobId;
            this.symbols = symbols;
        }

        /** What is said next of a candle at its first revision takes its place. */
        void addCandle(ConsumerRecord<byte[], byte[]> record) throws IOException {
            JsonNode sent = parse(KafkaTopic.CANDLES, record);
            if (sent == null
                    || (sent.path("revision").asInt() <= 1
                            && sent.path("indicator_revision").asInt() <= 1)) {
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
                            isOwn(sent));
            candles.computeIfAbsent(sent.path("symbol").asText(), s -> new LinkedHashMap<>())
                    .merge(sent.path("event_id").asText(), row, Found::newer);
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
                            StoredSignals.Origin.of(isOwn(sent), status));
            signals.computeIfAbsent(sent.path("symbol").asText(), s -> new LinkedHashMap<>())
                    .merge(
                            sent.path("event_id").asText(),
                            row,
                            (one, next) -> next.revision() < one.revision() ? one : next);
        }

        List<UnsettledRows> rows() {
            List<UnsettledRows> rows = new ArrayList<>();
            for (String symbol : symbols) {
                Map<String, StoredCandles.Row> ofCandles = candles.getOrDefault(symbol, Map.of());
                Map<String, StoredSignals.Row> ofSignals = signals.getOrDefault(symbol, Map.of());
                if (!ofCandles.isEmpty() || !ofSignals.isEmpty()) {
                    StoredCandles allCandles = new StoredCandles(ofCandles.size());
                    ofCandles.values().forEach(allCandles::add);
                    StoredSignals allSignals = new StoredSignals(ofSignals.size());
                    ofSignals.values().forEach(allSignals::add);
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
            if (record.value() == null || !symbols.contains(key.replaceFirst("\\|[^|]*$", ""))) {
                return null;
            }
            try {
                JsonNode sent = JSON.readTree(record.value());
                boolean isOurs = sent.path("schema").asText().equals(topic.schema());
                return isOurs && sent.has("content_hash") ? sent : null;
            } catch (JsonProcessingException noJson) {
                return null;
            }
        }

        private boolean isOwn(JsonNode sent) {
            return sent.path("job_id").asText().equals(jobId);
        }

        private static long hash(JsonNode sent, String field) {
            return HexFormat.fromHexDigitsToLong(sent.path(field).asText());
        }

        private static StoredCandles.Row newer(StoredCandles.Row one, StoredCandles.Row next) {
            boolean isOlder =
                    next.revision() < one.revision()
                            || (next.revision() == one.revision()
                                    && next.indicatorRevision() < one.indicatorRevision());
            return isOlder ? one : next;
        }
    }
}
