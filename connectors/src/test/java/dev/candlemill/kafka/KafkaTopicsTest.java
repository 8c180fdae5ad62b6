package dev.candlemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaTopicsTest {

    private static final Optional<Duration> COMMITS = Optional.of(Duration.ofMinutes(5));

    private static KafkaSettings settings;

    @BeforeAll
    static void broker() throws Exception {
        settings = KafkaSettings.of(EmbeddedKafkaFixture.shared().bootstrapServers(), "run", 1);
    }

    @Test
    void createsWhatIsMissingAndThenHasNothingToSay() throws Exception {
        KafkaSettings create = settings.withPrefix("create").withPartitions(3);
        assertThat(KafkaTopics.prepare(create, COMMITS).created())
                .containsExactly(
                        "create.market.candles.v1",
                        "create.trading.signals.v1",
                        "create.ops.rejected.v1",
                        "create.ops.late.v1");
        KafkaTopics.Report again = KafkaTopics.prepare(create, COMMITS);
        assertThat(again.created()).isEmpty();
        assertThat(again.differences()).isEmpty();
    }

    @Test
    void reportsHowExistingTopicsDiffer() throws Exception {
        try (Admin admin = Admin.create(KafkaClientProperties.connection(settings))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic("differ.market.candles.v1", 1, (short) 1)
                                            .configs(Map.of("cleanup.policy", "delete"))))
                    .all()
                    .get();
        }
        KafkaSettings differ = settings.withPrefix("differ").withPartitions(2);
        assertThat(KafkaTopics.prepare(differ, COMMITS).differences())
                .containsExactly(
                        "differ.market.candles.v1: expected 2 partitions, found 1",
                        "differ.market.candles.v1: expected cleanup.policy compact,delete, found"
                                + " delete");
    }

    @Test
    void refusesTransactionsThatCannotHold() {
        KafkaSettings tooShort = settings.withPrefix("tx").exactlyOnce(Duration.ofMinutes(5));
        assertThatThrownBy(() -> KafkaTopics.prepare(tooShort, COMMITS))
                .isInstanceOf(KafkaPreflightException.class)
                .hasMessageContaining("300000 ms: expected more than checkpoint interval");
        KafkaSettings tooLong = settings.withPrefix("tx").exactlyOnce(Duration.ofHours(1));
        assertThatThrownBy(() -> KafkaTopics.prepare(tooLong, Optional.empty()))
                .isInstanceOfSatisfying(
                        KafkaPreflightException.class,
                        e ->
                                assertThat(e.problems())
                                        .containsExactly(
                                                "exactly-once delivery to Kafka needs checkpoints,"
                                                        + " which are off",
                                                "transaction timeout of 3600000 ms: the broker's"
                                                        + " transaction.max.timeout.ms is 900000"));
    }

    @Test
    void saysWhatThePrincipalMayNotDo() throws Exception {
        KafkaSettings rights = settings.withPrefix("rights");
        KafkaTopics.prepare(rights, COMMITS);
        allow("rights.market.candles.v1", AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
        allow("rights.ops.late.v1", AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
        allow("rights.trading.signals.v1", AclOperation.ALL);

        String at = " at " + rights.bootstrapServers();
        assertThat(KafkaTopics.problems(rights, COMMITS, SentRecords.topics(rights)))
                .containsExactly(
                        "topic rights.market.candles.v1"
                                + at
                                + ": the principal may not read it, and a live job reads back what"
                                + " it sent when it starts again: allow it",
                        "topic rights.ops.late.v1"
                                + at
                                + ": the principal may not write it: allow it");
        assertThat(KafkaTopics.problems(rights, COMMITS, Set.of()))
                .as("of a job that reads nothing back")
                .hasSize(1);
    }

    private static void allow(String topic, AclOperation... operations) throws Exception {
        try (Admin admin = Admin.create(KafkaClientProperties.connection(settings))) {
            for (AclOperation operation : operations) {
                admin.createAcls(
                                List.of(
                                        new AclBinding(
                                                new ResourcePattern(
                                                        ResourceType.TOPIC,
                                                        topic,
                                                        PatternType.LITERAL),
                                                new AccessControlEntry(
                                                        "User:ANONYMOUS",
                                                        "*",
                                                        operation,
                                                        AclPermissionType.ALLOW))))
                        .all()
                        .get();
            }
        }
    }

    @Test
    void saysWhichBrokerCannotBeReached() {
        KafkaSettings nobody = KafkaSettings.of("127.0.0.1:1", "run", 1);
        assertThatThrownBy(() -> KafkaTopics.prepare(nobody, COMMITS, Duration.ofMillis(500)))
                .isInstanceOf(KafkaPreflightException.class)
                .hasMessageContaining("Kafka at 127.0.0.1:1: ");
    }
}
