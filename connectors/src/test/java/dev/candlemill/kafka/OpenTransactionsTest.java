package dev.candlemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.kafka.OpenTransactions.OpenTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.internal.TransactionalIdFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {

    private static final String TOPIC = "abandoned.trading.signals.v1";

    private static EmbeddedKafkaFixture kafka;

    @BeforeAll
    static void broker() throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
    }

    @Test
    void aTransactionOfARunThatIsGoneIsSeenAndAborted() throws Exception {
        KafkaSettings settings =
                KafkaSettings.of(kafka.bootstrapServers(), "run-7", 1)
                        .withPrefix("abandoned")
                        .exactlyOnce(Duration.ofMinutes(10));
        KafkaTopics.prepare(settings, Optional.of(Duration.ofMinutes(1)));
        String id = flinkId(settings, 3);
        try (KafkaProducer<byte[], byte[]> gone = producer(settings, id);
                KafkaProducer<byte[], byte[]> other = producer(settings, "others-0-1");
                OpenTransactions transactions = new OpenTransactions(settings)) {
            gone.beginTransaction();
            gone.send(record(1)).get();
            other.beginTransaction();
            other.send(record(2)).get();

            List<OpenTransaction> open = transactions.list();
            assertThat(open)
                    .singleElement()
                    .satisfies(
                            one -> {
                                assertThat(one.id()).isEqualTo(id);
                                assertThat(one.runId()).isEqualTo("run-7");
                                assertThat(one.topic()).isEqualTo(TOPIC);
                                assertThat(one.partitions()).isEqualTo(1);
                                assertThat(one.ends())
                                        .isEqualTo(one.began().plus(Duration.ofMinutes(10)));
                            });
            other.commitTransaction();
            assertThat(kafka.read(TOPIC)).as("behind an open transaction").isEmpty();

            transactions.abort(open.get(0));

            assertThat(transactions.list()).isEmpty();
            assertThat(kafka.read(TOPIC)).hasSize(1);
            assertThatThrownBy(gone::commitTransaction).isInstanceOf(ProducerFencedException.class);
        }
    }

    @Test
    void whatIsCommittedIsNotOpenAndOtherPrefixesAreOfOthers() throws Exception {
        KafkaSettings settings =
                KafkaSettings.of(kafka.bootstrapServers(), "run", 1).withPrefix("settled");
        KafkaTopics.prepare(settings, Optional.of(Duration.ofMinutes(1)));
        try (KafkaProducer<byte[], byte[]> producer = producer(settings, flinkId(settings, 1));
                OpenTransactions transactions = new OpenTransactions(settings);
                OpenTransactions others = new OpenTransactions(settings.withPrefix("set"))) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("settled.trading.signals.v1", new byte[1])).get();
            assertThat(transactions.list()).hasSize(1);
            assertThat(others.list()).isEmpty();

            producer.commitTransaction();
            assertThat(transactions.list()).isEmpty();
        }
    }

    @Test
    void saysWhichServersDoNotAnswer() throws Exception {
        KafkaSettings nobody = KafkaSettings.of("127.0.0.1:1", "run", 1);
        try (OpenTransactions transactions = new OpenTransactions(nobody, Duration.ofMillis(500))) {
            assertThatThrownBy(transactions::list)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Kafka at 127.0.0.1:1: ");
        }
    }

    /** As Flink's writer makes it. */
    private static String flinkId(KafkaSettings settings, long transaction) {
        return TransactionalIdFactory.buildTransactionalId(
                settings.transactionalIdPrefix(KafkaTopic.SIGNALS), 0, transaction);
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaSettings settings, String id) {
        Properties properties = KafkaClientProperties.producer(settings);
        properties.setProperty("transactional.id", id);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static ProducerRecord<byte[], byte[]> record(int value) {
        return new ProducerRecord<>(TOPIC, 0, null, new byte[] {(byte) value});
    }
}
