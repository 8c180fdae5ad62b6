package dev.candlemill.kafka;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;

/** Streams the fields that all records share into a reused buffer. Not thread-safe. */
final class JsonRecord {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

    private final KafkaTopic topic;
    private final String jobId;
    private final long epoch;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);

    /** Writes one record's own fields. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    JsonRecord(KafkaTopic topic, KafkaSettings settings) {
        this.topic = topic;
        this.jobId = settings.jobId();
        this.epoch = settings.epoch();
    }

    /** UTF-8; doubles in their shortest exact form. */
    byte[] write(String eventId, Fields fields) throws IOException {
        buffer.reset();
        try (JsonGenerator json = FACTORY.createGenerator(buffer, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("schema", topic.schema());
            json.writeStringField("event_id", eventId);
            fields.write(json);
            json.writeStringField("job_id", jobId);
            json.writeNumberField("epoch", epoch);
            json.writeEndObject();
        }
        return buffer.toByteArray();
    }

    /** ISO-8601 in UTC and epoch milliseconds; both null where there is no time. */
    static void writeOpenTime(JsonGenerator json, long openTime) throws IOException {
        if (openTime == Long.MIN_VALUE) {
            json.writeNullField("open_time");
            json.writeNullField("open_time_ms");
            return;
        }
        json.writeStringField("open_time", iso(openTime));
        json.writeNumberField("open_time_ms", openTime);
    }

    /** 16 hex digits: as a number, readers that have only doubles would round it. */
    static void writeHash(JsonGenerator json, String field, long hash) throws IOException {
        json.writeStringField(field, HexFormat.of().toHexDigits(hash));
    }

    static String iso(long time) {
        return Instant.ofEpochMilli(time).toString();
    }
}
