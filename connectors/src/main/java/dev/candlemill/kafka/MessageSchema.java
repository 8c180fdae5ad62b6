package dev.candlemill.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Adds topic and headers: content type, schema, event id, and the same as CloudEvents. */
final class MessageSchema implements KafkaRecordSerializationSchema<KafkaMessage> {

    private static final long serialVersionUID = 1L;

    private final KafkaTopic topic;
    private final String topicName;
    private final byte[] source;

    MessageSchema(KafkaTopic topic, KafkaSettings settings) {
        this.topic = topic;
        this.topicName = topic.name(settings.prefix());
        this.source = bytes("/" + settings.prefix() + "/" + settings.jobId());
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            KafkaMessage message, KafkaSinkContext context, @Nullable Long timestamp) {
        return new ProducerRecord<>(
                topicName, null, null, message.key(), message.value(), headers(message));
    }

    private List<Header> headers(KafkaMessage message) {
        byte[] eventId = bytes(message.eventId());
        List<Header> headers = new ArrayList<>(8);
        headers.add(new RecordHeader("content-type", bytes("application/json")));
        headers.add(new RecordHeader("schema", topic.schemaBytes()));
        headers.add(new RecordHeader("event_id", eventId));
        headers.add(new RecordHeader("ce_specversion", bytes("1.0")));
        headers.add(new RecordHeader("ce_id", eventId));
        headers.add(new RecordHeader("ce_type", topic.schemaBytes()));
        headers.add(new RecordHeader("ce_source", source));
        if (message.time() != Long.MIN_VALUE) {
            headers.add(new RecordHeader("ce_time", bytes(JsonRecord.iso(message.time()))));
        }
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
