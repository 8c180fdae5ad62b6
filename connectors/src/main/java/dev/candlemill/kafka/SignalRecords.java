package dev.candlemill.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.signal.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** One record per signal, its revisions and its retraction; key {@code symbol|timeframe}. */
final class SignalRecords extends RichMapFunction<Signal, KafkaMessage> {

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final KafkaSettings settings;

    // -- runtime
    @SuppressWarnings("NullAway.Init")
    private transient JsonRecord record;

    SignalRecords(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        record = new JsonRecord(KafkaTopic.SIGNALS, settings);
    }

    @Override
    public KafkaMessage map(Signal signal) throws IOException {
        String eventId = signal.id();
        byte[] value = record.write(eventId, json -> writeFields(json, signal));
        String key = signal.symbol() + "|" + signal.timeframe().wire();
        return new KafkaMessage(
                key.getBytes(StandardCharsets.UTF_8), value, eventId, signal.closeTime());
    }

    private static void writeFields(JsonGenerator json, Signal signal) throws IOException {
        json.writeStringField("setup", signal.setup());
        json.writeStringField("symbol", signal.symbol());
        json.writeStringField("timeframe", signal.timeframe().wire());
        json.writeStringField("strategy", signal.strategy());
        JsonRecord.writeOpenTime(json, signal.openTime());
        json.writeStringField("close_time", JsonRecord.iso(signal.closeTime()));
        json.writeNumberField("close_time_ms", signal.closeTime());
        json.writeStringField("signal_type", signal.type().name());
        json.writeNumberField("price", signal.price());
        json.writeNumberField("confidence", signal.confidence());
        json.writeObjectFieldStart("indicator_values");
        for (Map.Entry<String, Double> value : signal.values().entrySet()) {
            json.writeNumberField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("candle_revision", signal.candleRevision());
        json.writeNumberField("revision", signal.revision());
        JsonRecord.writeHash(json, "content_hash", signal.contentHash());
        json.writeStringField("status", signal.status().name());
        json.writeStringField("source", signal.dataSource());
    }
}
