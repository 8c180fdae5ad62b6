package dev.candlemill.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.IndicatorPages;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalKey;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import dev.candlemill.source.UnsettledReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A job called "live", whose newest checkpoint was begun when the test was. */
class SentRecordsTest {

    private static final long OPEN = Instant.parse("2025-07-02T13:30:00Z").toEpochMilli();
    private static final List<String> SYMBOLS = List.of("XNAS:A", "XNAS:B");

    private final Instant checkpoint = Instant.now();
    private EmbeddedKafkaFixture kafka;
    private KafkaSettings settings;

    @BeforeEach
    void topicsOfItsOwn(TestInfo test) throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
        settings =
                KafkaSettings.of(kafka.bootstrapServers(), "live", 3)
                        .withPrefix("sent-" + test.getTestMethod().orElseThrow().getName());
        KafkaTopics.prepare(settings.withPartitions(3), Optional.empty());
    }

    @Test
    void emptyTopicsTellNothing() throws Exception {
        assertThat(unsettled()).isEmpty();
    }

    @Test
    void aCandleIsToldAtItsHighestRevision() throws Exception {
        CandlePage highest = page("XNAS:A", 5, 2, 101);
        send(settings, page("XNAS:A", 4, 1, 100));
        send(settings, highest);
        send(settings, page("XNAS:A", 1, 1, 102));

        List<UnsettledRows> all = unsettled();

        assertThat(all).extracting(UnsettledRows::symbol).containsExactly("XNAS:A");
        assertThat(rows(all.get(0)))
                .containsExactly(
                        new StoredCandles.Row(
                                Timeframe.H1.ordinal(),
                                OPEN,
                                5,
                                highest.contentHash(0),
                                2,
                                highest.indicatorHash(0),
                                true));
    }

    @Test
    void ofEqualRevisionsTheLastIsTold() throws Exception {
        send(settings, page("XNAS:A", 2, 1, 100));
        send(settings, page("XNAS:A", 2, 1, 101));

        assertThat(rows(unsettled().get(0)))
                .extracting(StoredCandles.Row::contentHash)
                .containsExactly(page("XNAS:A", 2, 1, 101).contentHash(0));
    }

    @Test
    void whatWasNotCorrectedAndOtherSymbolsAreNotTold() throws Exception {
        send(settings, page("XNAS:A", 1, 1, 100));
        send(settings, page("XNAS:C", 2, 1, 100));
        send(KafkaTopic.CANDLES, new KafkaMessage(bytes("XNAS:A|1h"), null, "deleted", OPEN));
        for (String others : List.of("{}", "{", "[]", "{\"content_hash\":\"0\"}")) {
            send(
                    KafkaTopic.CANDLES,
                    new KafkaMessage(bytes("XNAS:A|1h"), bytes(others), "others", OPEN));
        }

        assertThat(unsettled()).isEmpty();
    }

    @Test
    void changedIndicatorsAreToldAndWhatOtherJobsSentIsNot() throws Exception {
        send(
                KafkaSettings.of(kafka.bootstrapServers(), "other", 4)
                        .withPrefix(settings.prefix()),
                page("XNAS:B", 2, 2, 100));
        send(settings, page("XNAS:B", 1, 2, 100));

        assertThat(rows(unsettled().get(0)))
                .extracting(StoredCandles.Row::revision, StoredCandles.Row::indicatorRevision)
                .containsExactly(tuple(1, 2));
    }

    @Test
    void whatComesBehindAnOpenTransactionIsTold() throws Exception {
        try (KafkaProducer<byte[], byte[]> other =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "transactional.id",
                                settings.prefix()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            other.initTransactions();
            other.beginTransaction();
            for (int partition = 0; partition < 3; partition++) {
                other.send(
                                new ProducerRecord<>(
                                        KafkaTopic.CANDLES.name(settings.prefix()),
                                        partition,
                                        bytes("XNAS:A|1h"),
                                        bytes("{}")))
                        .get();
            }
            send(settings, page("XNAS:A", 2, 1, 100));

            assertThat(unsettled()).hasSize(1);
            other.abortTransaction();
        }
        assertThat(unsettled()).as("behind its marker").hasSize(1);
    }

    @Test
    void whatThisBuildDoesNotKnowIsSkipped() throws Exception {
        for (String unknown :
                List.of(
                        "\"timeframe\":\"7h\",\"content_hash\":\"0123456789abcdef\"",
                        "\"timeframe\":\"1h\",\"content_hash\":\"short\"")) {
            String json =
                    "{\"schema\":\"market.candles.v1\",\"job_id\":\"live\",\"symbol\":\"XNAS:A\","
                            + "\"revision\":2,"
                            + unknown
                            + "}";
            send(
                    KafkaTopic.CANDLES,
                    new KafkaMessage(bytes("XNAS:A|1h"), bytes(json), "newer", OPEN));
        }
        send(settings, page("XNAS:B", 2, 1, 100));

        assertThat(unsettled()).extracting(UnsettledRows::symbol).containsExactly("XNAS:B");
    }

    @Test
    void aHigherEpochTakesTheirPlaceWhateverItsRevision() throws Exception {
        KafkaSettings before =
                KafkaSettings.of(kafka.bootstrapServers(), "live", 2).withPrefix(settings.prefix());
        send(before, page("XNAS:A", 5, 1, 100));
        send(settings, page("XNAS:A", 2, 1, 101));
        send(before, page("XNAS:B", 5, 1, 100));
        send(settings, page("XNAS:B", 1, 1, 101));

        assertThat(unsettled()).extracting(UnsettledRows::symbol).containsExactly("XNAS:A");
        assertThat(rows(unsettled().get(0)))
                .extracting(StoredCandles.Row::revision)
                .containsExactly(2);
    }

    @Test
    void signalsAreToldAsTheyStandAlsoNewOnes() throws Exception {
        Signal stands = signal("XNAS:A", "stands", 1, SignalStatus.NEW);
        send(stands);
        send(signal("XNAS:A", "gone", 1, SignalStatus.NEW));
        send(signal("XNAS:A", "gone", 2, SignalStatus.RETRACTED));
        send(signal("XNAS:C", "stands", 1, SignalStatus.NEW));

        List<UnsettledRows> all = unsettled();

        assertThat(all).extracting(UnsettledRows::symbol).containsExactly("XNAS:A");
        StoredSignals signals = all.get(0).signals();
        assertThat(List.of(signals.row(0), signals.row(1)))
                .containsExactlyInAnyOrder(
                        row("stands", 1, stands.contentHash(), StoredSignals.Origin.OWN_AS_NEW),
                        row("gone", 2, Signal.RETRACTED_CONTENT, StoredSignals.Origin.OWN));
    }

    @Test
    void whatWasSentLongBeforeIsNotRead() throws Exception {
        send(settings, page("XNAS:A", 2, 1, 100));

        assertThat(unsettled(checkpoint.plus(Duration.ofSeconds(30))))
                .as("by a clock that is behind")
                .hasSize(1);
        assertThat(unsettled(checkpoint.plus(Duration.ofMinutes(5)))).isEmpty();
    }

    @Test
    void aTopicThatCannotBeReadIsAnError() throws Exception {
        KafkaSettings nowhere =
                KafkaSettings.of("127.0.0.1:1", "live", 1)
                        .withClientProperties(Map.of("request.timeout.ms", "500"));
        try (UnsettledReader reader = new SentRecords(nowhere, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> reader.unsettled(List.of(), SYMBOLS::contains, checkpoint))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot read back what was sent to Kafka");
        }
    }

    private static StoredSignals.Row row(
            String setup, int revision, long content, StoredSignals.Origin origin) {
        return new StoredSignals.Row(
                Timeframe.H1.ordinal(),
                OPEN,
                SignalKey.of(setup, "sma_cross(5,20)"),
                revision,
                content,
                SignalType.SELL.ordinal(),
                origin);
    }

    private List<UnsettledRows> unsettled() throws IOException {
        return unsettled(checkpoint);
    }

    private List<UnsettledRows> unsettled(Instant since) throws IOException {
        try (UnsettledReader reader = SentRecords.factory(settings).open()) {
            return reader.unsettled(List.of(), SYMBOLS::contains, since);
        }
    }

    private static List<StoredCandles.Row> rows(UnsettledRows rows) {
        List<StoredCandles.Row> all = new ArrayList<>();
        for (int i = 0; i < rows.candles().size(); i++) {
            all.add(rows.candles().row(i));
        }
        return all;
    }

    private static CandlePage page(
            String symbol, int revision, int indicatorRevision, double close) {
        Candle candle =
                new Candle(
                        symbol,
                        Timeframe.H1,
                        OPEN,
                        OPEN + 3_600_000,
                        20_271,
                        100,
                        110,
                        90,
                        close,
                        5,
                        12,
                        12,
                        12,
                        revision);
        return IndicatorPages.of(
                candle, indicatorRevision, List.of("sma(10)"), Map.of("sma_10", close));
    }

    private static Signal signal(String symbol, String setup, int revision, SignalStatus status) {
        return new Signal(
                setup,
                symbol,
                Timeframe.H1,
                "sma_cross(5,20)",
                OPEN,
                OPEN + 3_600_000,
                SignalType.SELL,
                101,
                0.5,
                Map.of("sma_5", 101.5),
                1,
                revision,
                status,
                "kafka");
    }

    private void send(KafkaSettings as, CandlePage page) throws Exception {
        CandleRecords records = CandleRecords.ofFinal(as, SentTimeframes.all());
        records.open(null);
        List<KafkaMessage> messages = new ArrayList<>();
        records.flatMap(page, new ListCollector<>(messages));
        for (KafkaMessage message : messages) {
            send(KafkaTopic.CANDLES, message);
        }
    }

    private void send(Signal signal) throws Exception {
        SignalRecords records = new SignalRecords(settings);
        records.open(null);
        send(KafkaTopic.SIGNALS, records.map(signal));
    }

    private void send(KafkaTopic topic, KafkaMessage message) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    topic.name(settings.prefix()), message.key(), message.value()))
                    .get();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
