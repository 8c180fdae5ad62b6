package dev.candlemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.MarketClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarRecordsTest {

    private static final long OPEN_TIME = Instant.parse("2025-07-02T13:30:00Z").toEpochMilli();
    private static final String REST =
            "\"bar_size\":\"1m\",\"open_time_ms\":1751463000000,\"open\":2,\"high\":3,\"low\":1,"
                    + "\"close\":2,\"volume\":7}";

    @Test
    void readsTheExampleAsAPageOfOneBarWithoutProgress() throws Exception {
        BarPage page = page(RecordSchemas.example(KafkaTopic.BARS).toString());

        assertThat(page.symbol()).isEqualTo("XNAS:AAPL");
        assertThat(page.bars().bar(0))
                .isEqualTo(new Bar(OPEN_TIME, 208.91, 209.4, 208.14, 209.1, 912034));
        assertThat(page.bars().barSize(0)).isEqualTo(BarSize.M5);
        assertThat(page.coveredUntil()).isEqualTo(BarPage.UNKNOWN);
        assertThat(page.source()).isEqualTo("kafka");
        assertThat(page.place()).isEqualTo("bars-3@17");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"open_time\":\"2025-07-02T13:30:00Z\"",
                "\"open_time\":\"2025-07-02T09:30:00-04:00\"",
                "\"open_time_ms\":1751463000000",
                "\"open_time\":\"2025-07-02T13:30:00Z\",\"open_time_ms\":1751463000000"
            })
    void readsTimesInEitherForm(String time) {
        String json =
                "{\"symbol\":\"A\",\"bar_size\":\"5m\",\"open\":2,\"high\":3,\"low\":1,\"close\":2,"
                        + "\"volume\":7,\"new\":{\"deep\":[1,{\"open\":9}]},"
                        + time
                        + "}";

        assertThat(page(json).bars().bar(0)).isEqualTo(new Bar(OPEN_TIME, 2, 3, 1, 2, 7));
    }

    @Test
    void keepsABarApartThatIsNotFinal() {
        SymbolEvent event = read("k", "{\"symbol\":\"A\",\"final\":false," + REST);

        assertThat(event).isInstanceOf(FormingBar.class);
        assertThat(event.symbol()).isEqualTo("A");
        assertThat(read("k", "{\"symbol\":\"A\",\"final\":true," + REST))
                .isInstanceOf(BarPage.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "symbol         |           | MISSING_FIELD",
                "bar_size       |           | MISSING_FIELD",
                "close          |           | MISSING_FIELD",
                "volume         |           | MISSING_FIELD",
                "symbol         | 7         | WRONG_TYPE",
                "symbol         | null      | WRONG_TYPE",
                "symbol         | \"\"      | BAD_SYMBOL",
                "symbol         | \"../x\"  | BAD_SYMBOL",
                "symbol         | \"'; DROP TABLE candles\" | BAD_SYMBOL",
                "symbol         | \"\\u202eABC\" | BAD_SYMBOL",
                "symbol         | \"A\\u0000\"   | BAD_SYMBOL",
                "bar_size       | \"1d\"    | BAR_SIZE",
                "bar_size       | 5         | WRONG_TYPE",
                "open           | \"208.9\" | WRONG_TYPE",
                "open           | true      | WRONG_TYPE",
                "volume         | null      | WRONG_TYPE",
                "high           | [1]       | WRONG_TYPE",
                "final          | \"no\"    | WRONG_TYPE",
                "open_time      | \"today\" | WRONG_TYPE",
                "open_time      | \"+999999999-01-01T00:00:00Z\" | WRONG_TYPE",
                "open_time      | \"2025-07-02T13:35:00Z\" | UNPARSABLE",
                "open_time_ms   | 1751463000000.5 | WRONG_TYPE",
                "open_time_ms   | 99999999999999999999 | WRONG_TYPE",
                "open_time_ms   | 9223372036854775807 | WRONG_TYPE",
                "open_time_ms   | -9223372036854775808 | WRONG_TYPE",
                "schema         | \"market.bars.v2\" | UNKNOWN_SCHEMA",
            })
    void rejectsAFieldThatIsNotAsTheSchemaSays(String field, String value, RejectReason reason)
            throws Exception {
        ObjectNode example = (ObjectNode) RecordSchemas.example(KafkaTopic.BARS);
        if (value == null) {
            example.remove(field);
        } else {
            example.set(field, RecordSchemas.parse(value.strip().getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(badLine(example.toString()).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "AAPL,1,2,3",
                "{\"symbol\":\"A\",\"symbol\":\"B\"}",
                "{\"symbol\":\"A\"} {}",
                "{\"symbol\":\"A\""
            })
    void rejectsWhatIsNoJsonObject(String text) {
        assertThat(badLine(text).reason()).isEqualTo(RejectReason.UNPARSABLE);
    }

    @Test
    void leavesNumbersThatAreNoneToTheRulesOfAllSources() {
        String json = "{\"symbol\":\"A\"," + REST;

        assertThat(page(json.replace("\"close\":2", "\"close\":NaN")).bars().close(0)).isNaN();
        assertThat(page(json.replace("\"close\":2", "\"close\":1e400")).bars().close(0))
                .isInfinite();
    }

    @Test
    void saysWhatWasExpectedWhatWasFoundAndWhere() {
        BadLine line = badLine("{\"symbol\":\"A\",\"bar_size\":\"2m\"}");

        assertThat(line.place()).isEqualTo("bars-3@17");
        assertThat(line.text())
                .isEqualTo(
                        "bar_size: expected 1m or 5m, found 2m: {\"symbol\":\"A\",\"bar_size\":\"2m\"}");
    }

    @Test
    void rejectsARecordWithoutAValueOrWithFarTooMuch() {
        assertThat(badLine((byte[]) null).reason()).isEqualTo(RejectReason.NO_VALUE);
        assertThat(badLine(new byte[5_000_000]).reason()).isEqualTo(RejectReason.TOO_LARGE);
    }

    @Test
    void countsABadRecordUnderItsSymbolElseItsKeyElseNoName() {
        read("OTHER", "{\"symbol\":\"A\"," + REST);

        assertThat(read("KEY", "{\"symbol\":\"A\",\"open\":\"x\"}").symbol()).isEqualTo("A");
        assertThat(read("KEY", "{").symbol()).isEqualTo("KEY");
        assertThat(read("../etc", "{").symbol()).isEqualTo("?");
        assertThat(read(null, "{").symbol()).isEqualTo("?");
        assertThat(event(null, new byte[100_000], Set.of()).symbol()).isEqualTo("?");
    }

    @Test
    void readsOnlyTheSymbolsThatAreAskedForButHidesNoNamelessOne() {
        assertThat(events("k", bytes("{\"symbol\":\"A\"," + REST), Set.of("B"))).isEmpty();
        assertThat(events("k", bytes("{\"symbol\":\"B\"," + REST), Set.of("B"))).hasSize(1);
        assertThat(events(null, bytes("{"), Set.of("B"))).hasSize(1);
    }

    @Test
    void survivesWhateverABrokenProducerSends() throws Exception {
        byte[] good = bytes(RecordSchemas.example(KafkaTopic.BARS).toString());
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            SymbolEvent event = event("k", bad, Set.of());
            if (event instanceof BarPage page) {
                assertThat(page.inputCount()).isEqualTo(1);
            }
        }
    }

    private static BadLine badLine(String json) {
        return badLine(bytes(json));
    }

    private static BadLine badLine(byte[] value) {
        BarPage page = (BarPage) event("KEY", value, Set.of());
        assertThat(page.bars().isEmpty()).isTrue();
        assertThat(page.inputCount()).isEqualTo(1);
        return page.badLines().get(0);
    }

    private static BarPage page(String json) {
        return (BarPage) read("KEY", json);
    }

    private static SymbolEvent read(String key, String json) {
        return event(key, bytes(json), Set.of());
    }

    private static SymbolEvent event(String key, byte[] value, Set<String> symbols) {
        return events(key, value, symbols).get(0);
    }

    private static final BarRecords ALL = opened(Set.of());

    private static List<SymbolEvent> events(String key, byte[] value, Set<String> symbols) {
        List<SymbolEvent> events = new ArrayList<>();
        BarRecords records = symbols.isEmpty() ? ALL : opened(symbols);
        byte[] keyBytes = key == null ? null : bytes(key);
        records.deserialize(
                new ConsumerRecord<>("bars", 3, 17, keyBytes, value), new ListCollector<>(events));
        return events;
    }

    private static BarRecords opened(Set<String> symbols) {
        BarRecords records = new BarRecords(MarketClock.real(), symbols);
        records.open(null);
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
