package dev.candlemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.CandleRows;
import dev.candlemill.candle.IndicatorPages;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.types.PojoTestUtils;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordsTest {

    private static final KafkaSettings SETTINGS = KafkaSettings.of("localhost:1", "2f1c6a34", 1);
    private static final long OPEN_TIME = Instant.parse("2025-07-02T13:30:00Z").toEpochMilli();

    @ParameterizedTest
    @EnumSource(KafkaTopic.class)
    void shipsExamplesThatAreValid(KafkaTopic topic) throws Exception {
        assertThat(RecordSchemas.problems(topic, RecordSchemas.example(topic))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(KafkaTopic.class)
    void refusesExamplesThatLackAField(KafkaTopic topic) throws Exception {
        ObjectNode example = (ObjectNode) RecordSchemas.example(topic);
        example.remove("symbol");
        assertThat(RecordSchemas.problems(topic, example)).hasSize(1);
    }

    @Test
    void writesTheExampleCandle() throws Exception {
        Candle candle =
                new Candle(
                        "XNAS:AAPL",
                        Timeframe.H1,
                        OPEN_TIME,
                        OPEN_TIME + 3_600_000,
                        (int) LocalDate.of(2025, 7, 2).toEpochDay(),
                        208.91,
                        210.4,
                        208.14,
                        209.875,
                        9150234,
                        12,
                        12,
                        12,
                        1);
        KafkaMessage message =
                messages(
                                IndicatorPages.of(
                                        candle,
                                        1,
                                        List.of("sma(10)"),
                                        Map.of("sma_20", 207.5, "rsi_14", 61.25, "sma_10", 208.25)))
                        .get(0);
        assertThat(text(message.key())).isEqualTo("XNAS:AAPL|1h");
        assertSame(KafkaTopic.CANDLES, message);
    }

    @Test
    void writesTheExampleSignal() throws Exception {
        SignalRecords records = new SignalRecords(SETTINGS);
        records.open(null);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("sma_20", 207.5);
        values.put("sma_50", 207.25);
        KafkaMessage message =
                records.map(
                        new Signal(
                                "aapl-hourly",
                                "XNAS:AAPL",
                                Timeframe.H1,
                                "sma_cross(20,50)",
                                OPEN_TIME,
                                OPEN_TIME + 3_600_000,
                                SignalType.BUY,
                                209.875,
                                0.625,
                                values,
                                1,
                                1,
                                SignalStatus.NEW,
                                "file"));
        assertThat(text(message.key())).isEqualTo("XNAS:AAPL|1h");
        assertThat(message.time()).isEqualTo(OPEN_TIME + 3_600_000);
        assertSame(KafkaTopic.SIGNALS, message);
    }

    @Test
    void writesTheExampleRejectedRecord() throws Exception {
        RejectedRecords records = new RejectedRecords(SETTINGS);
        records.open(null);
        KafkaMessage message =
                records.map(
                        new RejectedBar(
                                "XNAS:AAPL",
                                OPEN_TIME,
                                RejectReason.HIGH_BELOW_LOW,
                                "bars/AAPL.csv:17",
                                "2025-07-02T13:30:00Z,208.9,208.1,208.4,208.2,1200",
                                "file"));
        assertThat(text(message.key())).isEqualTo("XNAS:AAPL");
        assertSame(KafkaTopic.REJECTED, message);
        for (RejectReason reason : RejectReason.values()) {
            KafkaMessage any =
                    records.map(
                            new RejectedBar(
                                    "<script>\u0000\"", Long.MIN_VALUE, reason, "?", "=", "file"));
            JsonNode value = RecordSchemas.parse(any.value());
            assertThat(RecordSchemas.problems(KafkaTopic.REJECTED, value)).isEmpty();
            assertThat(value.get("open_time").isNull()).isTrue();
        }
    }

    @Test
    void writesTheExampleLateBar() throws Exception {
        LateRecords records = new LateRecords(SETTINGS);
        records.open(null);
        long openTime = Instant.parse("2025-05-01T13:30:00Z").toEpochMilli();
        KafkaMessage message = records.map(late(openTime, "2025-06-30T13:30:00Z"));
        assertSame(KafkaTopic.LATE, message);
        assertThat(records.map(late(openTime, "2025-07-01T13:30:00Z")).eventId())
                .as("whatever the horizon when it is read again")
                .isEqualTo(message.eventId());
        assertThat(records.map(late(openTime + 300_000, "2025-06-30T13:30:00Z")).eventId())
                .isNotEqualTo(message.eventId());
    }

    private static LateBar late(long openTime, String horizon) {
        return new LateBar(
                "XNAS:AAPL",
                new Bar(openTime, 201.5, 202, 201.25, 201.75, 81234),
                BarSize.M5,
                Instant.parse(horizon).toEpochMilli(),
                LateBar.Reason.BEYOND_HORIZON,
                "file");
    }

    @Test
    void writesDoublesThatReadBackExactly() throws Exception {
        Random random = new Random(5);
        List<Candle> candles = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            double close = random.nextDouble() * Math.pow(10, random.nextInt(30) - 12);
            candles.add(
                    new Candle(
                            "A",
                            Timeframe.M5,
                            i * 300_000L,
                            (i + 1) * 300_000L,
                            0,
                            close,
                            close,
                            close,
                            close,
                            random.nextInt(),
                            1,
                            1,
                            1,
                            1));
        }
        List<KafkaMessage> messages = messages(page(candles.toArray(new Candle[0])));
        for (int i = 0; i < messages.size(); i++) {
            JsonNode value = RecordSchemas.parse(messages.get(i).value());
            assertThat(value.get("close").doubleValue()).isEqualTo(candles.get(i).close());
            assertThat(value.get("volume").doubleValue()).isEqualTo(candles.get(i).volume());
        }
        assertThat(messages.stream().map(KafkaMessage::eventId).distinct()).hasSize(2000);
    }

    @Test
    void givesAllRevisionsOfACandleOneEventId() throws Exception {
        Candle first = new Candle("A", Timeframe.M5, 0, 300_000, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Candle second = new Candle("A", Timeframe.M5, 0, 300_000, 0, 2, 2, 2, 2, 2, 1, 1, 1, 2);
        List<KafkaMessage> messages = messages(page(first, second));
        assertThat(messages.get(0).eventId()).isEqualTo(messages.get(1).eventId());
    }

    @Test
    void sendsOnlyTheWantedTimeframes() throws Exception {
        Candle minutes = new Candle("A", Timeframe.M5, 0, 300_000, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Candle day = new Candle("A", Timeframe.D1, 0, 300_000, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(messages(page(minutes, day), EnumSet.of(Timeframe.D1)))
                .extracting(message -> text(message.key()))
                .containsExactly("A|1d");
    }

    @Test
    void addsHeaders() {
        KafkaMessage message = new KafkaMessage(new byte[0], new byte[0], "id", OPEN_TIME);
        ProducerRecord<byte[], byte[]> record =
                new MessageSchema(KafkaTopic.CANDLES, SETTINGS).serialize(message, null, null);
        assertThat(record.topic()).isEqualTo("candlemill.market.candles.v1");
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "content-type", "application/json",
                                "schema", "market.candles.v1",
                                "event_id", "id",
                                "ce_specversion", "1.0",
                                "ce_id", "id",
                                "ce_type", "market.candles.v1",
                                "ce_source", "/candlemill/2f1c6a34",
                                "ce_time", "2025-07-02T13:30:00Z"));
    }

    @Test
    void needsNoKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(KafkaMessage.class);
    }

    /** Equal to the shipped example, field by field. */
    private static void assertSame(KafkaTopic topic, KafkaMessage message) throws Exception {
        JsonNode value = RecordSchemas.parse(message.value());
        assertThat(RecordSchemas.problems(topic, value)).isEmpty();
        JsonNode example = RecordSchemas.example(topic);
        assertThat(value.fieldNames()).toIterable().containsExactlyElementsOf(example::fieldNames);
        example.fieldNames()
                .forEachRemaining(
                        name ->
                                assertThat(value.get(name).asText())
                                        .as(name)
                                        .isIn(
                                                example.get(name).asText(),
                                                number(example.get(name))));
        assertThat(message.eventId()).isEqualTo(example.get("event_id").asText());
    }

    private static String number(JsonNode node) {
        return node.isNumber() ? Double.toString(node.doubleValue()) : node.asText();
    }

    private static List<KafkaMessage> messages(CandlePage page) throws Exception {
        return messages(page, EnumSet.allOf(Timeframe.class));
    }

    private static List<KafkaMessage> messages(CandlePage page, Set<Timeframe> timeframes)
            throws Exception {
        CandleRecords records =
                CandleRecords.ofFinal(SETTINGS, new SentTimeframes(timeframes, false));
        records.open(null);
        List<KafkaMessage> messages = new ArrayList<>();
        records.flatMap(page, new ListCollector<>(messages));
        return messages;
    }

    private static CandlePage page(Candle... candles) {
        CandleRows rows = new CandleRows();
        for (Candle candle : candles) {
            rows.add(candle);
        }
        return rows.toPage(candles[0].symbol(), "file", true);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
