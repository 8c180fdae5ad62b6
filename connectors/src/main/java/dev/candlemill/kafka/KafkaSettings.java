package dev.candlemill.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * Where and how records are sent. Secrets are references that the Kafka client resolves where it
 * runs, so that neither the job's configuration nor this object's text holds one.
 *
 * @param bootstrapServers {@code host:port,host:port}
 * @param prefix of topics and transactional ids
 * @param jobId the same when a run is resumed; part of every record and of the transactional ids,
 *     so that two jobs never fence each other
 * @param epoch grows with each start of a writing job
 * @param delivery at least once, or exactly once in transactions that end with a checkpoint
 * @param transactionTimeout when the broker gives up an open transaction
 * @param partitions of topics that we create and expect; 0 for the broker's default and no
 *     expectation
 * @param clientProperties checked by {@link KafkaClientProperties}
 */
public record KafkaSettings(
        String bootstrapServers,
        String prefix,
        String jobId,
        long epoch,
        DeliveryGuarantee delivery,
        Duration transactionTimeout,
        int partitions,
        Map<String, String> clientProperties)
        implements Serializable {

    public static final String DEFAULT_PREFIX = "candlemill";

    /** The broker's own maximum, unless it is configured higher. */
    public static final Duration DEFAULT_TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
    private static final int MAX_NAME = 128;

    public KafkaSettings {
        requireName("prefix", prefix);
        requireName("job id", jobId);
        KafkaClientProperties.requireAllowed(clientProperties);
        clientProperties = new TreeMap<>(clientProperties);
    }

    /**
     * Checks what may become {@link #clientProperties}.
     *
     * @throws IllegalArgumentException naming what is allowed
     */
    public static void checkClientProperties(Map<String, String> properties) {
        KafkaClientProperties.requireAllowed(properties);
    }

    /** At least once, default topics, a broker without security. */
    public static KafkaSettings of(String bootstrapServers, String jobId, long epoch) {
        return new KafkaSettings(
                bootstrapServers,
                DEFAULT_PREFIX,
                jobId,
                epoch,
                DeliveryGuarantee.AT_LEAST_ONCE,
                DEFAULT_TRANSACTION_TIMEOUT,
                0,
                Map.of());
    }

    public KafkaSettings withPrefix(String newPrefix) {
        return new KafkaSettings(
                bootstrapServers,
                newPrefix,
                jobId,
                epoch,
                delivery,
                transactionTimeout,
                partitions,
                clientProperties);
    }

    public KafkaSettings atLeastOnce() {
        return new KafkaSettings(
                bootstrapServers,
                prefix,
                jobId,
                epoch,
                DeliveryGuarantee.AT_LEAST_ONCE,
                transactionTimeout,
                partitions,
                clientProperties);
    }

    public KafkaSettings exactlyOnce(Duration timeout) {
        return new KafkaSettings(
                bootstrapServers,
                prefix,
                jobId,
                epoch,
                DeliveryGuarantee.EXACTLY_ONCE,
                timeout,
                partitions,
                clientProperties);
    }

    public KafkaSettings withPartitions(int count) {
        return new KafkaSettings(
                bootstrapServers,
                prefix,
                jobId,
                epoch,
                delivery,
                transactionTimeout,
                count,
                clientProperties);
    }

    public KafkaSettings withClientProperties(Map<String, String> properties) {
        return new KafkaSettings(
                bootstrapServers,
                prefix,
                jobId,
                epoch,
                delivery,
                transactionTimeout,
                partitions,
                properties);
    }

    public boolean isExactlyOnce() {
        return delivery == DeliveryGuarantee.EXACTLY_ONCE;
    }

    /**
     * Unique per prefix, job and sink; the same after a restart, which aborts what it left open.
     */
    String transactionalIdPrefix(KafkaTopic topic) {
        return topic.name(prefix) + "." + jobId;
    }

    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers="
                + bootstrapServers
                + ", prefix="
                + prefix
                + ", jobId="
                + jobId
                + ", epoch="
                + epoch
                + ", delivery="
                + delivery
                + ", transactionTimeout="
                + transactionTimeout
                + ", partitions="
                + partitions
                + ", clientProperties="
                + KafkaClientProperties.masked(clientProperties)
                + "]";
    }

    private static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    String.format(
                            "Kafka %s \"%s\": expected at most %d letters, digits and -, in parts"
                                    + " joined by dots",
                            what, name, MAX_NAME));
        }
    }
}
