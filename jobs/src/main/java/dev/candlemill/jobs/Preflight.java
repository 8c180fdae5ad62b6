package dev.candlemill.jobs;

import dev.candlemill.jobs.SinkOptions.CsvOptions;
import dev.candlemill.jobs.SinkOptions.KafkaOptions;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.kafka.KafkaTopics;
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
import org.jspecify.annotations.Nullable;

/**
 * Everything that a job needs, looked at before it changes anything: servers, schema, rights,
 * connections, who else writes, topics, transactions, folders. What is missing is said all at once.
 */
final class Preflight {

    private final BackfillOptions options;
    private final List<String> problems = new ArrayList<>();

    private Preflight(BackfillOptions options) {
        this.options = options;
    }

    /**
     * Checks what a job of this kind needs.
     *
     * @param parallelism of the job
     * @throws PreflightException with all that is missing
     */
    static void check(BackfillOptions options, Holder holder, int parallelism)
            throws PreflightException {
        Preflight preflight = new Preflight(options);
        options.sinks().postgres().ifPresent(to -> preflight.postgres(to, holder, parallelism));
        options.sinks().kafka().ifPresent(preflight::kafka);
        preflight.folders();
        if (!preflight.problems.isEmpty()) {
            throw PreflightException.of(preflight.problems);
        }
    }

    private void postgres(PostgresOptions postgres, Holder holder, int parallelism) {
        PostgresSettings settings = PostgresRun.settings(options, postgres);
        problems.addAll(
                PostgresPreflight.problems(
                        settings,
                        new Claim(holder, options.jobId(), PostgresRun.process()),
                        parallelism,
                        List.of(
                                () -> PostgresRun.checkOpenMonths(settings, options, holder),
                                () ->
                                        PostgresRun.checkBuckets(
                                                settings,
                                                options,
                                                BackfillSource.symbols(options)))));
    }

    private void kafka(KafkaOptions kafka) {
        BackfillSinks sinks = new BackfillSinks(options, Optional.empty());
        problems.addAll(KafkaTopics.problems(sinks.kafkaSettings(kafka, 0), sinks.commitsWithin()));
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
