package dev.candlemill.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.common.errors.TopicExistsException;

/** Whether one topic can take what is written to it; changes nothing. */
final class TopicCheck {

    private static final String COMPACT = "compact";

    private final Admin admin;
    private final KafkaSettings settings;
    private final KafkaTopic topic;
    private final String name;

    TopicCheck(Admin admin, KafkaSettings settings, KafkaTopic topic) {
        this.admin = admin;
        this.settings = settings;
        this.topic = topic;
        this.name = topic.name(settings.prefix());
    }

    /** Whether the broker would create it. */
    List<String> ofMissing() throws InterruptedException {
        try {
            admin.createTopics(
                            List.of(KafkaTopics.newTopic(settings, topic)),
                            new CreateTopicsOptions().validateOnly(true))
                    .all()
                    .get();
            return List.of();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return List.of();
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return List.of(
                    String.format(
                            "topic %s at %s is missing and may not be created (%s): allow it, or create"
                                    + " it with cleanup.policy=%s",
                            name,
                            settings.bootstrapServers(),
                            cause.getMessage(),
                            topic.cleanupPolicy()));
        }
    }

    /** What would lose rows, or has no room for them. */
    List<String> ofExisting() throws ExecutionException, InterruptedException {
        List<String> problems = new ArrayList<>();
        String policy = KafkaTopics.policy(admin, name);
        boolean expected = KafkaTopics.words(topic.cleanupPolicy()).contains(COMPACT);
        if (expected != KafkaTopics.words(policy).contains(COMPACT)) {
            problems.add(
                    String.format(
                            "topic %s at %s: expected cleanup.policy %s, found %s, which %s: set"
                                    + " cleanup.policy=%s",
                            name,
                            settings.bootstrapServers(),
                            topic.cleanupPolicy(),
                            policy,
                            expected
                                    ? "forgets a candle's last state"
                                    : "keeps one record of a key, and here each counts",
                            topic.cleanupPolicy()));
        }
        if (topic == KafkaTopic.BARS) {
            return problems; // how many partitions it has is for those who send
        }
        int count = KafkaTopics.partitionCount(admin, name);
        if (count < settings.partitions()) {
            problems.add(
                    String.format(
                            "topic %s at %s: expected %d partitions, found %d: add some, or ask for"
                                    + " fewer",
                            name, settings.bootstrapServers(), settings.partitions(), count));
        }
        return problems;
    }
}
