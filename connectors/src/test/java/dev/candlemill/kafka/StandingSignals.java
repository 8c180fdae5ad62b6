package dev.candlemill.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The example consumer of docs/kafka.md: reads the topic to its end and keeps what stands. */
final class StandingSignals {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Long> epochs = new HashMap<>();
    private final Map<String, Integer> revisions = new HashMap<>();
    private final Map<String, JsonNode> standing = new LinkedHashMap<>();

    /** Signals that stand, by event id. */
    static Map<String, JsonNode> standing(String bootstrapServers, String topic)
            throws IOException {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("group.id", "signal-reader");
        properties.put("auto.offset.reset", "earliest");
        properties.put("isolation.level", "read_committed");
        StandingSignals signals = new StandingSignals();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            Duration patience = Duration.ofSeconds(20);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(patience);
            while (!records.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    signals.take(JSON.readTree(record.value()));
                }
                records = consumer.poll(Duration.ofSeconds(2));
            }
        }
        return signals.standing;
    }

    /** Drops what a replaced job still sent, and what is older than what is known. */
    void take(JsonNode signal) {
        long epoch = signal.get("epoch").asLong();
        String id = signal.get("event_id").asText();
        int revision = signal.get("revision").asInt();
        long known = epochs.getOrDefault(id, -1L);
        if (epoch < known || epoch == known && revision < revisions.get(id)) {
            return;
        }
        epochs.put(id, epoch);
        revisions.put(id, revision);
        if (signal.get("status").asText().equals("RETRACTED")) {
            standing.remove(id);
        } else {
            standing.put(id, signal);
        }
    }
}
