package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.cli.embedded.EmbeddedKafkaBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TransactionsCommandTest {

    private static final String TOPIC = "candlemill.trading.signals.v1";

    @TempDir Path folder;

    @Test
    void showsWhatARunLeftOpenAndAbortsItWhenAskedTwice() throws Exception {
        try (EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"));
                KafkaProducer<byte[], byte[]> left = producer(kafka, TOPIC + ".night-0-12")) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
            left.initTransactions();
            left.beginTransaction();
            left.send(new ProducerRecord<>(TOPIC, new byte[1])).get();

            TestProject.Run listed = tx(kafka, "list");
            assertThat(listed.code()).as(listed.err()).isZero();
            assertThat(listed.out())
                    .containsPattern("night +\\| " + TOPIC)
                    .contains(TOPIC + ".night-0-12")
                    .endsWith("(1 is open)\n");
            assertThat(tx(kafka, "list", "--json").out())
                    .startsWith("[{\"run\":\"night\",\"topic\":\"" + TOPIC + "\",\"partitions\":1,")
                    .contains("\"transactional_id\":\"" + TOPIC + ".night-0-12\"");

            assertThat(tx(kafka, "abort", "day").out()).isEqualTo("no open transaction of day\n");
            TestProject.Run young = tx(kafka, "abort", "night");
            assertThat(young.code()).isEqualTo(ExitCodes.FAILURE);
            assertThat(young.err())
                    .contains("1 of the 1 open transactions of night began less than 5 minutes ago")
                    .contains("--force");
            assertThat(tx(kafka, "list").out()).endsWith("(1 is open)\n");

            TestProject.Run aborted = tx(kafka, "abort", "night", "--force");
            assertThat(aborted.code()).as(aborted.err()).isZero();
            assertThat(aborted.out()).isEqualTo("aborted " + TOPIC + ".night-0-12\n(1 aborted)\n");
            assertThat(tx(kafka, "list").out()).endsWith("(0 are open)\n");
        }
    }

    @Test
    void wantsARunToAbort() {
        TestProject.Run none = new TestProject(folder).run("kafka", "tx", "abort");
        assertThat(none.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(none.err()).contains("expected a RUN like live-20250601-120000, found none");
    }

    @Test
    void saysWhichBrokerDoesNotAnswer() {
        TestProject.Run nobody =
                new TestProject(folder).run("kafka", "tx", "list", "--kafka-bootstrap=127.0.0.1:1");
        assertThat(nobody.code()).isEqualTo(ExitCodes.FAILURE);
        assertThat(nobody.err()).contains("Kafka at 127.0.0.1:1: ");
    }

    @Test
    void asksTheEmbeddedBrokerWhenNoneIsNamed() {
        assertThat(new TestProject(folder).run("kafka", "tx", "list").out())
                .endsWith("(0 are open)\n");
    }

    private TestProject.Run tx(EmbeddedKafkaBroker kafka, String... arguments) {
        List<String> all = new ArrayList<>(List.of("kafka", "tx"));
        all.addAll(List.of(arguments));
        all.add("--kafka-bootstrap=" + kafka.bootstrap());
        return new TestProject(folder).run(all.toArray(String[]::new));
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafkaBroker kafka, String id) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap(), "transactional.id", id),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
