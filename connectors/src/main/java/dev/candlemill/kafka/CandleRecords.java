package dev.candlemill.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.ValueNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * A page's rows of the wanted timeframes, one record each; key {@code symbol|timeframe}. Candles
 * that are still forming have a topic of their own, and neither revisions nor indicators.
 */
final class CandleRecords extends RichFlatMapFunction<CandlePage, KafkaMessage> {

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final KafkaSettings settings;
    private final KafkaTopic topic;
    private final SentTimeframes sent;

    // -- runtime
    @SuppressWarnings("NullAway.Init")
    private transient JsonRecord record;

    @SuppressWarnings("NullAway.Init")
    private transient EventId eventIds;

    private CandleRecords(KafkaSettings settings, KafkaTopic topic, SentTimeframes sent) {
        this.settings = settings;
        this.topic = topic;
        this.sent = sent;
    }

    static CandleRecords ofFinal(KafkaSettings settings, SentTimeframes sent) {
        return new CandleRecords(settings, KafkaTopic.CANDLES, sent);
    }

    static CandleRecords ofForming(KafkaSettings settings, SentTimeframes sent) {
        return new CandleRecords(settings, KafkaTopic.FORMING, sent);
    }

    @Override
    public void open(OpenContext context) {
        record = new JsonRecord(topic, settings);
        eventIds = new EventId();
    }

    @Override
    public void flatMap(CandlePage page, Collector<KafkaMessage> out) throws IOException {
        for (int i = 0; i < page.size(); i++) {
            if (sent.contains(page, i)) {
                out.collect(message(page, i));
            }
        }
    }

    private KafkaMessage message(CandlePage page, int row) throws IOException {
        String timeframe = page.timeframe(row).wire();
        String eventId = eventIds.of(page.symbol(), timeframe, Long.toString(page.openTime(row)));
        byte[] value = record.write(eventId, json -> writeFields(json, page, row));
        byte[] key = (page.symbol() + "|" + timeframe).getBytes(StandardCharsets.UTF_8);
        return new KafkaMessage(key, value, eventId, page.openTime(row));
    }

    private void writeFields(JsonGenerator json, CandlePage page, int row) throws IOException {
        writeBucket(json, page, row);
        if (topic == KafkaTopic.FORMING) {
            json.writeBooleanField("final", false);
            json.writeStringField("source", page.source());
            return;
        }
        json.writeBooleanField("is_complete", page.isComplete(row));
        json.writeNumberField("revision", page.revision(row));
        json.writeNumberField("indicator_revision", page.indicatorRevision(row));
        JsonRecord.writeHash(json, "content_hash", page.contentHash(row));
        JsonRecord.writeHash(json, "indicator_hash", page.indicatorHash(row));
        json.writeStringField("source", page.source());
        writeIndicators(json, page, row);
    }

    /** What every candle has, final or not. */
    private static void writeBucket(JsonGenerator json, CandlePage page, int row)
            throws IOException {
        json.writeStringField("symbol", page.symbol());
        json.writeStringField("timeframe", page.timeframe(row).wire());
        JsonRecord.writeOpenTime(json, page.openTime(row));
        json.writeStringField("close_time", JsonRecord.iso(page.closeTime(row)));
        json.writeStringField(
                "session_date", LocalDate.ofEpochDay(page.sessionDate(row)).toString());
        json.writeNumberField("open", page.open(row));
        json.writeNumberField("high", page.high(row));
        json.writeNumberField("low", page.low(row));
        json.writeNumberField("close", page.close(row));
        json.writeNumberField("volume", page.volume(row));
        json.writeNumberField("bar_count", page.barCount(row));
        json.writeNumberField("expected_bar_count", page.expectedBarCount(row));
        json.writeNumberField("input_count", page.inputCount(row));
    }

    /** What is not defined yet is not there. */
    private static void writeIndicators(JsonGenerator json, CandlePage page, int row)
            throws IOException {
        ValueNames names = page.valueNames();
        writeValues(json, page, row, 0, names.columns());
        if (names.width() > names.columns()) {
            json.writeObjectFieldStart("indicators");
            writeValues(json, page, row, names.columns(), names.width());
            json.writeEndObject();
        }
    }

    private static void writeValues(JsonGenerator json, CandlePage page, int row, int from, int to)
            throws IOException {
        List<String> names = page.valueNames().names();
        for (int k = from; k < to; k++) {
            double value = page.value(row, k);
            if (Double.isFinite(value)) {
                json.writeNumberField(names.get(k), value);
            }
        }
    }
}
