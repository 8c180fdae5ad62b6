package dev.candlemill.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.bar.RejectedBar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** One record per rejected record; key {@code symbol}. */
final class RejectedRecords extends RichMapFunction<RejectedBar, KafkaMessage> {

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final KafkaSettings settings;

    // -- runtime
    @SuppressWarnings("NullAway.Init")
    private transient JsonRecord record;

    @SuppressWarnings("NullAway.Init")
    private transient EventId eventIds;

    RejectedRecords(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        record = new JsonRecord(KafkaTopic.REJECTED, settings);
        eventIds = new EventId();
    }

    @Override
    public KafkaMessage map(RejectedBar bar) throws IOException {
        String eventId =
                eventIds.of(
                        bar.symbol(),
                        Long.toString(bar.openTime()),
                        bar.reason().code(),
                        bar.place(),
                        bar.text(),
                        bar.source());
        byte[] value = record.write(eventId, json -> writeFields(json, bar));
        byte[] key = bar.symbol().getBytes(StandardCharsets.UTF_8);
        return new KafkaMessage(key, value, eventId, bar.openTime());
    }

    private static void writeFields(JsonGenerator json, RejectedBar bar) throws IOException {
        json.writeStringField("symbol", bar.symbol());
        JsonRecord.writeOpenTime(json, bar.openTime());
        json.writeStringField("reason", bar.reason().code());
        json.writeStringField("place", bar.place());
        json.writeStringField("text", bar.text());
        json.writeStringField("source", bar.source());
    }
}
