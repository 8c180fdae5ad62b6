package dev.candlemill.kafka;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;

/**
 * Which client properties a user may set: nothing that names a class, a login module or what the
 * delivery depends on. {@code sasl.username} and {@code sasl.password} become the login module's
 * configuration. Secrets must be references, {@code ${env:NAME}} or {@code ${file:/run/secrets/x}}.
 */
public final class KafkaClientProperties {

    private static final String USERNAME = "sasl.username";
    private static final String PASSWORD = "sasl.password";
    private static final String MECHANISM = "sasl.mechanism";
    private static final String MASK = "******";

    private static final Set<String> SECRETS =
            Set.of(
                    PASSWORD,
                    "ssl.truststore.password",
                    "ssl.keystore.password",
                    "ssl.key.password");

    private static final Set<String> SECURITY =
            Set.of(
                    "security.protocol",
                    MECHANISM,
                    USERNAME,
                    "ssl.truststore.location",
                    "ssl.truststore.type",
                    "ssl.keystore.location",
                    "ssl.keystore.type");

    private static final Set<String> CONNECTION =
            Set.of(
                    "client.dns.lookup",
                    "connections.max.idle.ms",
                    "metadata.max.age.ms",
                    "request.timeout.ms",
                    "retry.backoff.ms");

    private static final Set<String> PRODUCER =
            Set.of(
                    "batch.size",
                    "buffer.memory",
                    "compression.type",
                    "delivery.timeout.ms",
                    "linger.ms",
                    "max.block.ms",
                    "max.request.size");

    private static final Map<String, String> LOGIN_MODULES =
            Map.of(
                    "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
                    "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
                    "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*|file:/[^{}:]+)}");

    /** What may stand between the quotes of a login module's option. */
    private static final Pattern PLAIN_TEXT = Pattern.compile("[^\"\\\\;\\p{Cntrl}${}]+");

    private KafkaClientProperties() {}

    /** All keys that may be set, sorted, for messages. */
    public static Set<String> allowed() {
        Set<String> keys = new TreeSet<>();
        keys.addAll(SECRETS);
        keys.addAll(SECURITY);
        keys.addAll(CONNECTION);
        keys.addAll(PRODUCER);
        return keys;
    }

    static void requireAllowed(Map<String, String> properties) {
        properties.forEach(KafkaClientProperties::requireAllowed);
        String mechanism = properties.get(MECHANISM);
        if (mechanism != null && !LOGIN_MODULES.containsKey(mechanism)) {
            throw new IllegalArgumentException(
                    MECHANISM
                            + " \""
                            + mechanism
                            + "\": expected one of "
                            + new TreeSet<>(LOGIN_MODULES.keySet()));
        }
        boolean isComplete = properties.containsKey(USERNAME) && properties.containsKey(PASSWORD);
        if (mechanism != null && !isComplete) {
            throw new IllegalArgumentException(
                    MECHANISM + " needs " + USERNAME + " and " + PASSWORD);
        }
    }

    private static void requireAllowed(String key, String value) {
        if (!allowed().contains(key)) {
            throw new IllegalArgumentException(
                    "Kafka client property \"" + key + "\": expected one of " + allowed());
        }
        if (SECRETS.contains(key) && !REFERENCE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    key
                            + ": expected a reference such as ${env:KAFKA_PASSWORD} or"
                            + " ${file:/run/secrets/kafka}, found a value");
        }
        if (key.equals(USERNAME) && !PLAIN_TEXT.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    key + ": expected a name without quotes, backslashes, semicolons or $");
        }
    }

    /** For printing. References are no secrets, but no reader should have to think about it. */
    static Map<String, String> masked(Map<String, String> properties) {
        Map<String, String> masked = new TreeMap<>(properties);
        masked.replaceAll((key, value) -> SECRETS.contains(key) ? MASK : value);
        return masked;
    }

    /** For a producer. */
    static Properties producer(KafkaSettings settings) {
        Properties properties = connection(settings);
        copy(settings, PRODUCER, properties);
        properties.setProperty(
                "transaction.timeout.ms", Long.toString(settings.transactionTimeout().toMillis()));
        return properties;
    }

    /** For any client: servers and security, with references still unresolved. */
    static Properties connection(KafkaSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", settings.bootstrapServers());
        properties.setProperty("config.providers", "env,file");
        properties.setProperty("config.providers.env.class", EnvVarConfigProvider.class.getName());
        properties.setProperty("config.providers.file.class", SecretFileProvider.class.getName());
        copy(settings, CONNECTION, properties);
        copy(settings, SECURITY, properties);
        copy(settings, SECRETS, properties);
        configureLogin(properties);
        return properties;
    }

    private static void configureLogin(Properties properties) {
        String mechanism = properties.getProperty(MECHANISM);
        if (mechanism != null) {
            properties.setProperty(
                    "sasl.jaas.config",
                    LOGIN_MODULES.get(mechanism)
                            + " required username=\""
                            + properties.remove(USERNAME)
                            + "\" password=\""
                            + properties.remove(PASSWORD)
                            + "\";");
        }
    }

    private static void copy(KafkaSettings settings, Set<String> keys, Properties into) {
        settings.clientProperties()
                .forEach(
                        (key, value) -> {
                            if (keys.contains(key)) {
                                into.setProperty(key, value);
                            }
                        });
    }
}
