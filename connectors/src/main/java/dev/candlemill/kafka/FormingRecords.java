package dev.candlemill.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Candles that are not final, one record each; key {@code symbol|timeframe}. */
final class FormingRecords extends RichFlatMapFunction<CandlePage, KafkaMessage> {

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final KafkaSettings settings;
    private final boolean[] isSent = new boolean[Timeframe.count()];

    // -- runtime
    @SuppressWarnings("NullAway.Init")
    private transient JsonRecord record;

    @SuppressWarnings("NullAway.Init")
    private transient EventId eventIds;

    FormingRecords(KafkaSettings settings, Set<Timeframe> timeframes) {
        this.settings = settings;
        timeframes.forEach(timeframe -> isSent[timeframe.ordinal()] = true);
    }

    @Override
    public void open(OpenContext context) {
        record = new JsonRecord(KafkaTopic.FORMING, settings);
        eventIds = new EventId();
    }

    @Override
    public void flatMap(CandlePage page, Collector<KafkaMessage> out) throws IOException {
        for (int i = 0; i < page.size(); i++) {
            if (isSent[page.timeframe(i).ordinal()]) {
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

    private static void writeFields(JsonGenerator json, CandlePage page, int row)
            throws IOException {
        CandleRecords.writeBucket(json, page, row);
        json.writeBooleanField("final", false);
        json.writeStringField("source", page.source());
    }
}
