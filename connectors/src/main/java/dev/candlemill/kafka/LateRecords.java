package dev.candlemill.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.LateBar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** One record per late bar; key {@code symbol}. */
final class LateRecords extends RichMapFunction<LateBar, KafkaMessage> {

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final KafkaSettings settings;

    // -- runtime
    @SuppressWarnings("NullAway.Init")
    private transient JsonRecord record;

    @SuppressWarnings("NullAway.Init")
    private transient EventId eventIds;

    LateRecords(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        record = new JsonRecord(KafkaTopic.LATE, settings);
        eventIds = new EventId();
    }

    @Override
    public KafkaMessage map(LateBar late) throws IOException {
        String eventId =
                eventIds.of(
                        late.symbol(),
                        barText(late.bar()),
                        late.barSize().wire(),
                        late.reason().code(),
                        late.source());
        byte[] value = record.write(eventId, json -> writeFields(json, late));
        byte[] key = late.symbol().getBytes(StandardCharsets.UTF_8);
        return new KafkaMessage(key, value, eventId, late.bar().openTime());
    }

    /** In hex, which no Java version prints differently. */
    private static String barText(Bar bar) {
        return bar.openTime()
                + " "
                + Double.toHexString(bar.open())
                + " "
                + Double.toHexString(bar.high())
                + " "
                + Double.toHexString(bar.low())
                + " "
                + Double.toHexString(bar.close())
                + " "
                + Double.toHexString(bar.volume());
    }

    private static void writeFields(JsonGenerator json, LateBar late) throws IOException {
        Bar bar = late.bar();
        json.writeStringField("symbol", late.symbol());
        JsonRecord.writeOpenTime(json, bar.openTime());
        json.writeStringField("bar_size", late.barSize().wire());
        json.writeNumberField("open", bar.open());
        json.writeNumberField("high", bar.high());
        json.writeNumberField("low", bar.low());
        json.writeNumberField("close", bar.close());
        json.writeNumberField("volume", bar.volume());
        json.writeStringField("reason", late.reason().code());
        json.writeStringField("horizon", JsonRecord.iso(late.horizon()));
        json.writeStringField("source", late.source());
    }
}
