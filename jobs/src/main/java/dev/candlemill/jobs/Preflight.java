package dev.candlemill.jobs;

import dev.candlemill.jobs.LiveOptions.TopicOptions;
import dev.candlemill.jobs.SinkOptions.CsvOptions;
import dev.candlemill.jobs.SinkOptions.KafkaOptions;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.kafka.KafkaTopic;
import dev.candlemill.kafka.KafkaTopics;
import dev.candlemill.kafka.SentRecords;
import dev.candlemill.postgres.ConnectionBudget;
import dev.candlemill.postgres.PostgresPreflight;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.RunLease.Claim;
import dev.candlemill.postgres.RunLease.Holder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a job needs, looked at before it changes anything: servers, schema, rights,
 * connections, who else writes, topics, transactions, folders. What is missing is said all at once.
 */
final class Preflight {

    private final BackfillOptions options;
    private final Set<String> symbols;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param more symbols, beside those of the options' source
     */
    private Preflight(BackfillOptions options, Set<String> more) {
        this.options = options;
        this.symbols = new TreeSet<>(BackfillSource.symbols(options));
        this.symbols.addAll(more);
    }

    /**
     * Checks what a job of this kind needs.
     *
     * @param parallelism of the job
     * @throws PreflightException with all that is missing
     */
    static void check(BackfillOptions options, Holder holder, int parallelism)
            throws PreflightException {
        Preflight preflight = new Preflight(options, Set.of());
        preflight.look(
                holder,
                holder == Holder.LIVE
                        ? ConnectionBudget.live(parallelism, 1)
                        : ConnectionBudget.bounded(parallelism));
        preflight.refuse();
    }

    /** The same for a live job, with the topics that only live jobs have. */
    static void check(LiveOptions live, int parallelism) throws PreflightException {
        Set<String> ofTopic = live.topic().map(TopicOptions::symbols).orElse(Set.of());
        Preflight preflight = new Preflight(live.run(), ofTopic);
        preflight.look(Holder.LIVE, live.connections(parallelism));
        if (live.showsForming()) {
            live.run().sinks().kafka().ifPresent(to -> preflight.topic(to, KafkaTopic.FORMING));
        }
        live.topic().ifPresent(from -> preflight.topic(from.bars().broker(), KafkaTopic.BARS));
        preflight.refuse();
    }

    private void look(Holder holder, ConnectionBudget connections) {
        options.sinks().postgres().ifPresent(to -> postgres(to, holder, connections));
        options.sinks().kafka().ifPresent(to -> kafka(to, holder));
        folders();
    }

    /** A broker that does not answer is said once. */
    private void topic(KafkaOptions broker, KafkaTopic topic) {
        KafkaSettings settings =
                new BackfillSinks(options, Optional.empty()).kafkaSettings(broker, 0);
        KafkaTopics.problems(settings, Set.of(topic)).stream()
                .filter(problem -> !problems.contains(problem))
                .forEach(problems::add);
    }

    private void refuse() throws PreflightException {
        if (!problems.isEmpty()) {
            throw PreflightException.of(problems);
        }
    }

    private void postgres(PostgresOptions postgres, Holder holder, ConnectionBudget connections) {
        PostgresSettings settings = PostgresRun.settings(options, postgres);
        problems.addAll(
                PostgresPreflight.problems(
                        settings,
                        new Claim(holder, options.jobId(), PostgresRun.process()),
                        connections,
                        List.of(
                                () -> PostgresRun.checkOpenMonths(settings, options, holder),
                                () -> PostgresRun.checkBuckets(settings, options, symbols))));
    }

    private void kafka(KafkaOptions kafka, Holder holder) {
        BackfillSinks sinks = new BackfillSinks(options, Optional.empty());
        KafkaSettings settings = sinks.kafkaSettings(kafka, 0);
        problems.addAll(
                KafkaTopics.problems(
                        settings,
                        sinks.commitsWithin(),
                        holder == Holder.LIVE ? SentRecords.topics(settings) : Set.of()));
    }

    private void folders() {
        options.execution()
                .checkpointDir()
                .map(URI::create)
                .filter(uri -> "file".equals(uri.getScheme()))
                .ifPresent(uri -> folder("checkpoint.dir", Path.of(uri.getPath())));
        options.sinks().csv().map(CsvOptions::output).ifPresent(out -> folder("csv.output", out));
    }

    /** It may be missing yet: then the one that it will be made in counts. */
    private void folder(String key, Path folder) {
        @Nullable Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            problems.add(
                    String.format(
                            "%s: expected a folder, found that %s is a file: name another one",
                            place(key, folder), existing));
        } else if (!Files.isWritable(existing)) {
            problems.add(
                    String.format(
                            "%s: expected a folder that can be written to, found that %s cannot:"
                                    + " name another one, or change its owner",
                            place(key, folder), existing));
        }
    }

    private static String place(String key, Path folder) {
        return key + " " + folder;
    }
}
