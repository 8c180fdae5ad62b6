package dev.candlemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

    private static final KafkaSettings SETTINGS = KafkaSettings.of("localhost:1", "run", 1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config",
                "interceptor.classes",
                "partitioner.class",
                "acks",
                "transactional.id",
                "config.providers",
                "metric.reporters"
            })
    void refusesPropertiesThatNameClassesOrBreakTheDelivery(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withClientProperties(Map.of(key, "x")))
                .withMessageContaining(key)
                .withMessageContaining("expected one of [batch.size, ");
    }

    @Test
    void refusesASecretThatIsNoReference() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withClientProperties(Map.of("sasl.password", "hunter2")))
                .withMessageContaining("${env:KAFKA_PASSWORD}")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void refusesANameThatWouldLeaveItsQuotes() {
        Map<String, String> properties = login("a\" x=\"b", "${env:P}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withClientProperties(properties));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a_b", "a b", "a..b", ".a"})
    void refusesPrefixesThatAreNoTopicNames(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withPrefix(prefix))
                .withMessageContaining("letters, digits and -");
    }

    @Test
    void resolvesSecretsOnlyInTheClient(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "hunter2\n");
        KafkaSettings settings =
                SETTINGS.withClientProperties(login("mill", "${file:" + secret + "}"));
        Properties properties = KafkaClientProperties.producer(settings);
        assertThat(properties.toString()).doesNotContain("hunter2");
        assertThat(settings.toString()).doesNotContain("hunter2", secret.toString());

        Map<String, Object> producer = new HashMap<>();
        properties.forEach((key, value) -> producer.put((String) key, value));
        String serializer = "org.apache.kafka.common.serialization.ByteArraySerializer";
        producer.put("key.serializer", serializer);
        producer.put("value.serializer", serializer);
        assertThat(new ProducerConfig(producer).getPassword("sasl.jaas.config").value())
                .isEqualTo(
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"mill\" password=\"hunter2\";");
    }

    @Test
    void namesTransactionsByPrefixJobAndTopic() {
        assertThat(SETTINGS.withPrefix("x").transactionalIdPrefix(KafkaTopic.LATE))
                .isEqualTo("x.ops.late.v1.run");
    }

    private static Map<String, String> login(String username, String password) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.username",
                username,
                "sasl.password",
                password);
    }
}
