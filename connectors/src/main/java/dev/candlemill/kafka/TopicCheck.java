package dev.candlemill.kafka;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
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

    /**
     * What would lose rows, has no room for them, or may not be done.
     *
     * @param isReadBack whether what is written there is read, too
     */
    List<String> ofExisting(boolean isReadBack) throws ExecutionException, InterruptedException {
        List<String> problems = new ArrayList<>();
        TopicDescription found = KafkaTopics.describe(admin, name);
        rights(found, isReadBack).ifPresent(problems::add);
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
        int count = found.partitions().size();
        if (count < settings.partitions()) {
            problems.add(
                    String.format(
                            "topic %s at %s: expected %d partitions, found %d: add some, or ask for"
                                    + " fewer",
                            name, settings.bootstrapServers(), settings.partitions(), count));
        }
        return problems;
    }

    private Optional<String> rights(TopicDescription found, boolean isReadBack) {
        if (found.authorizedOperations() == null) {
            return Optional.empty(); // the broker does not tell
        }
        Set<AclOperation> missing = EnumSet.noneOf(AclOperation.class);
        if (topic != KafkaTopic.BARS) {
            missing.add(AclOperation.WRITE);
        }
        if (topic == KafkaTopic.BARS || isReadBack) {
            missing.add(AclOperation.READ);
        }
        missing.removeAll(found.authorizedOperations());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                "topic %s at %s: the principal may not %s it%s: allow it",
                                name,
                                settings.bootstrapServers(),
                                missing.stream()
                                        .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(" and ")),
                                missing.contains(AclOperation.READ) && isReadBack
                                        ? ", and a live job reads back what it sent when it starts"
                                                + " again"
                                        : ""));
    }
}
