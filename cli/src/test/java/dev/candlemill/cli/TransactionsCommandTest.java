package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.cli.embedded.EmbeddedKafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker on which runs called "night" and "day" each left a transaction open just now. */
final class TransactionsCommandTest {

    private static final String TOPIC = "candlemill.trading.signals.v1";
    private static final String OF_NIGHT = TOPIC + ".night-0-12";
    private static final String OF_DAY = TOPIC + ".day-1-3";

    @TempDir static Path folder;

    private static EmbeddedKafkaBroker kafka;
    private static final List<KafkaProducer<byte[], byte[]>> LEFT = new ArrayList<>();

    @BeforeAll
    static void leaveTransactionsOpen() throws Exception {
        kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        for (String id : List.of(OF_NIGHT, OF_DAY)) {
            KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            Map.of("bootstrap.servers", kafka.bootstrap(), "transactional.id", id),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
            LEFT.add(producer);
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, new byte[1])).get();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        LEFT.forEach(producer -> producer.close(Duration.ZERO));
        kafka.close();
    }

    @Test
    void showsWhatIsOpenAndAbortsWhatIsOldOrSaidToBeGone() {
        TestProject project = new TestProject(folder);
        TestProject.Run listed = tx(project, "list");
        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out())
                .containsPattern("night +\\| " + TOPIC)
                .contains(OF_NIGHT, OF_DAY)
                .endsWith("(2 are open)\n");
        assertThat(tx(project, "list", "--json").out())
                .startsWith("[{\"run\":\"night\",\"topic\":\"" + TOPIC + "\",\"partitions\":1,")
                .contains("\"transactional_id\":\"" + OF_DAY + "\"");
        assertThat(tx(project, "list", "--kafka-prefix=other").out()).endsWith("(0 are open)\n");

        assertThat(tx(project, "abort", "noon").out()).isEqualTo("no open transaction of noon\n");
        TestProject.Run young = tx(project, "abort", "night");
        assertThat(young.code()).isEqualTo(ExitCodes.FAILURE);
        assertThat(young.err())
                .contains("1 of the 1 open transactions of night began less than 5 minutes ago")
                .contains("--force");
        assertThat(tx(project, "list").out()).endsWith("(2 are open)\n");

        assertThat(tx(project, "abort", "night", "--force").out())
                .isEqualTo("aborted " + OF_NIGHT + "\n(1 aborted)\n");
        assertThat(tx(project.after(Duration.ofMinutes(6)), "abort", "day").out())
                .isEqualTo("aborted " + OF_DAY + "\n(1 aborted)\n");
        assertThat(tx(project, "list").out()).endsWith("(0 are open)\n");
    }

    @Test
    void wantsARunToAbort() {
        TestProject.Run none = tx(new TestProject(folder), "abort");
        assertThat(none.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(none.err())
                .contains("expected a RUN like live-20250601-120000, found none")
                .contains("see candlemill kafka tx abort --help");
    }

    @Test
    void saysWhichBrokerDoesNotAnswer() {
        TestProject.Run nobody =
                new TestProject(folder).run("kafka", "tx", "list", "--kafka-bootstrap=127.0.0.1:1");
        assertThat(nobody.code()).isEqualTo(ExitCodes.PREFLIGHT);
        assertThat(nobody.err()).contains("Kafka at 127.0.0.1:1: ");
    }

    @Test
    void asksTheEmbeddedBrokerWhenNoneIsNamed() {
        assertThat(new TestProject(folder).run("kafka", "tx", "list").out())
                .endsWith("(0 are open)\n");
    }

    private static TestProject.Run tx(TestProject project, String... arguments) {
        List<String> all = new ArrayList<>(List.of("kafka", "tx"));
        all.addAll(List.of(arguments));
        all.add("--kafka-bootstrap=" + kafka.bootstrap());
        return project.run(all.toArray(String[]::new));
    }
}
