package dev.candlemill.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The preflight: before a job starts, the topics exist and the broker allows what is configured.
 */
public final class KafkaTopics {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 100;

    private KafkaTopics() {}

    /**
     * What the preflight did and saw.
     *
     * @param created topics that were missing
     * @param differences of topics that existed before: expected and found, one sentence each
     */
    public record Report(List<String> created, List<String> differences) {}

    /**
     * Creates missing topics of those that every job writes, and compares the others.
     *
     * @param commitsWithin the checkpoint interval plus the time that a restart may take; empty
     *     without checkpoints
     * @throws KafkaPreflightException when the broker cannot be reached or used as configured
     */
    public static Report prepare(KafkaSettings settings, Optional<Duration> commitsWithin)
            throws KafkaPreflightException {
        return prepare(settings, commitsWithin, PATIENCE);
    }

    static Report prepare(
            KafkaSettings settings, Optional<Duration> commitsWithin, Duration patience)
            throws KafkaPreflightException {
        return prepare(settings, commitsWithin, patience, KafkaTopic.RESULTS);
    }

    /** The same for topics that only some jobs need. */
    public static Report prepare(KafkaSettings settings, Set<KafkaTopic> topics)
            throws KafkaPreflightException {
        return prepare(settings, Optional.of(Duration.ZERO), PATIENCE, topics);
    }

    private static Report prepare(
            KafkaSettings settings,
            Optional<Duration> commitsWithin,
            Duration patience,
            Set<KafkaTopic> topics)
            throws KafkaPreflightException {
        try (Admin admin = Admin.create(connection(settings, patience))) {
            if (settings.isExactlyOnce()) {
                List<String> problems = transactionProblems(admin, settings, commitsWithin);
                if (!problems.isEmpty()) {
                    throw new KafkaPreflightException(problems);
                }
            }
            return ensureTopicsPatiently(admin, settings, patience, topics);
        } catch (KafkaException e) {
            throw unusable(settings, e);
        } catch (ExecutionException e) {
            throw unusable(settings, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(settings, e);
        }
    }

    /**
     * Everything that would keep a job from writing, at once; changes nothing.
     *
     * @param commitsWithin as for {@link #prepare(KafkaSettings, Optional)}
     * @param readBack topics that the job does not only write
     * @return one sentence each: expected and found, where, and what to do
     */
    public static List<String> problems(
            KafkaSettings settings, Optional<Duration> commitsWithin, Set<KafkaTopic> readBack) {
        return problems(settings, commitsWithin, KafkaTopic.RESULTS, readBack);
    }

    /** The same for topics that only some jobs need; nothing is said of transactions. */
    public static List<String> problems(KafkaSettings settings, Set<KafkaTopic> topics) {
        return problems(settings.atLeastOnce(), Optional.empty(), topics, Set.of());
    }

    private static List<String> problems(
            KafkaSettings settings,
            Optional<Duration> commitsWithin,
            Set<KafkaTopic> topics,
            Set<KafkaTopic> readBack) {
        List<String> problems = new ArrayList<>();
        try (Admin admin = Admin.create(connection(settings, PATIENCE))) {
            Set<String> existing = admin.listTopics().names().get();
            if (settings.isExactlyOnce()) {
                problems.addAll(transactionProblems(admin, settings, commitsWithin));
            }
            for (KafkaTopic topic : EnumSet.copyOf(topics)) {
                TopicCheck check = new TopicCheck(admin, settings, topic);
                problems.addAll(
                        existing.contains(topic.name(settings.prefix()))
                                ? check.ofExisting(readBack.contains(topic))
                                : check.ofMissing());
            }
        } catch (KafkaException e) {
            problems.add(String.valueOf(unusable(settings, e).getMessage()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            problems.add(String.valueOf(unusable(settings, cause).getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add(String.valueOf(unusable(settings, e).getMessage()));
        }
        return problems;
    }

    private static Properties connection(KafkaSettings settings, Duration patience) {
        Properties properties = KafkaClientProperties.connection(settings);
        properties.setProperty("default.api.timeout.ms", Long.toString(patience.toMillis()));
        properties.setProperty("request.timeout.ms", Long.toString(patience.toMillis()));
        return properties;
    }

    private static KafkaPreflightException unusable(KafkaSettings settings, Throwable cause) {
        return new KafkaPreflightException(
                "Kafka at " + settings.bootstrapServers() + ": " + cause.getMessage(), cause);
    }

    private static List<String> transactionProblems(
            Admin admin, KafkaSettings settings, Optional<Duration> commitsWithin)
            throws ExecutionException, InterruptedException {
        List<String> problems = new ArrayList<>();
        Duration timeout = settings.transactionTimeout();
        if (commitsWithin.isEmpty()) {
            problems.add("exactly-once delivery to Kafka needs checkpoints, which are off");
        } else if (timeout.compareTo(commitsWithin.get()) <= 0) {
            problems.add(
                    String.format(
                            "transaction timeout of %d ms: expected more than checkpoint interval"
                                    + " plus restart time, %d ms, or committed rows may be lost",
                            timeout.toMillis(), commitsWithin.get().toMillis()));
        }
        long brokerMaximum = transactionMaximum(admin);
        if (timeout.toMillis() > brokerMaximum) {
            problems.add(
                    String.format(
                            "transaction timeout of %d ms: the broker's transaction.max.timeout.ms"
                                    + " is %d",
                            timeout.toMillis(), brokerMaximum));
        }
        return problems;
    }

    private static long transactionMaximum(Admin admin)
            throws ExecutionException, InterruptedException {
        Node node = admin.describeCluster().nodes().get().iterator().next();
        ConfigResource broker =
                new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node.id()));
        return Long.parseLong(value(admin, broker, "transaction.max.timeout.ms"));
    }

    /** A topic that has just been made is not known everywhere at once. */
    private static Report ensureTopicsPatiently(
            Admin admin, KafkaSettings settings, Duration patience, Set<KafkaTopic> topics)
            throws ExecutionException, InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return ensureTopics(admin, settings, topics);
            } catch (ExecutionException e) {
                boolean passing = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!passing || System.nanoTime() > giveUp) {
                    throw e;
                }
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private static Report ensureTopics(Admin admin, KafkaSettings settings, Set<KafkaTopic> topics)
            throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        Report report = new Report(new ArrayList<>(), new ArrayList<>());
        for (KafkaTopic topic : EnumSet.copyOf(topics)) {
            String name = topic.name(settings.prefix());
            if (!existing.contains(name) && create(admin, settings, topic)) {
                report.created().add(name);
            } else {
                comparePartitions(admin, settings, name, report);
                comparePolicy(admin, topic, name, report);
            }
        }
        return report;
    }

    /** False when another client was faster. */
    private static boolean create(Admin admin, KafkaSettings settings, KafkaTopic topic)
            throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(newTopic(settings, topic))).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    static NewTopic newTopic(KafkaSettings settings, KafkaTopic topic) {
        Optional<Integer> partitions =
                settings.partitions() == 0 ? Optional.empty() : Optional.of(settings.partitions());
        return new NewTopic(topic.name(settings.prefix()), partitions, Optional.empty())
                .configs(Map.of("cleanup.policy", topic.cleanupPolicy()));
    }

    private static void comparePartitions(
            Admin admin, KafkaSettings settings, String name, Report report)
            throws ExecutionException, InterruptedException {
        int count = partitionCount(admin, name);
        if (settings.partitions() != 0 && settings.partitions() != count) {
            report.differences()
                    .add(
                            name
                                    + ": expected "
                                    + settings.partitions()
                                    + " partitions, found "
                                    + count);
        }
    }

    private static int partitionCount(Admin admin, String name)
            throws ExecutionException, InterruptedException {
        return describe(admin, name).partitions().size();
    }

    /** With what this client may do to it. */
    static TopicDescription describe(Admin admin, String name)
            throws ExecutionException, InterruptedException {
        DescribeTopicsOptions withRights =
                new DescribeTopicsOptions().includeAuthorizedOperations(true);
        return requireNonNull(
                admin.describeTopics(List.of(name), withRights).allTopicNames().get().get(name));
    }

    static String policy(Admin admin, String name) throws ExecutionException, InterruptedException {
        return value(admin, new ConfigResource(ConfigResource.Type.TOPIC, name), "cleanup.policy");
    }

    private static void comparePolicy(Admin admin, KafkaTopic topic, String name, Report report)
            throws ExecutionException, InterruptedException {
        String found = policy(admin, name);
        if (!words(found).equals(words(topic.cleanupPolicy()))) {
            report.differences()
                    .add(
                            name
                                    + ": expected cleanup.policy "
                                    + topic.cleanupPolicy()
                                    + ", found "
                                    + found);
        }
    }

    private static String value(Admin admin, ConfigResource resource, String key)
            throws ExecutionException, InterruptedException {
        Config config =
                requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.get(key).value();
    }

    static Set<String> words(String list) {
        return List.of(list.split(",")).stream()
                .map(String::trim)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
